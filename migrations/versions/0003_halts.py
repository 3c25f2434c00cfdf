"""Rooms that halt: frozen, paused, stopped to questions, or left by their last moderator."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

HALT = sa.Enum("frozen", "paused", "unattended", name="halt", native_enum=False, length=24)


def upgrade() -> None:
    op.add_column("chats", sa.Column("halt", HALT, nullable=True))
    for column in (
        sa.Column("halt_words", sa.Text(), server_default="", nullable=False),
        sa.Column("stopped", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("attended", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("chats", column)
    moderators = sa.Column("moderators", sa.Integer(), server_default="0", nullable=False)
    op.add_column("presence", moderators)


def downgrade() -> None:
    with op.batch_alter_table("presence") as table:
        table.drop_column("moderators")
    with op.batch_alter_table("chats") as table:
        for column in ("attended", "stopped", "halt_words", "halt"):
            table.drop_column(column)
