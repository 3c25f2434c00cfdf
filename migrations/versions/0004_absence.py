"""When a desk was last open, in place of how many are: a moderator who comes straight back is not
missed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("presence") as table:
        table.drop_column("moderators")
        table.add_column(sa.Column("moderated_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("presence") as table:
        table.drop_column("moderated_at")
        table.add_column(sa.Column("moderators", sa.Integer(), server_default="0", nullable=False))
