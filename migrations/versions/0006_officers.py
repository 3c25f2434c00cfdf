"""What officers do beside answering: questions that are given to one of the panel."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("questions") as table:
        table.add_column(sa.Column("assigned_to", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_questions_assigned_to", "seats", ["assigned_to"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("questions") as table:
        table.drop_constraint("fk_questions_assigned_to", type_="foreignkey")
        table.drop_column("assigned_to")
