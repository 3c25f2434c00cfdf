"""Rooms that halt: frozen, paused, stopped, or left; watch lists; targets."""

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
        sa.Column("usual_wait", sa.Integer(), server_default="45", nullable=False),
        sa.Column("longest_wait", sa.Integer(), server_default="180", nullable=False),
        sa.Column("attended", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("chats", column)
    op.create_table(
        "watch_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_watch_words_by"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_watch_words_chat_id"),
        sa.PrimaryKeyConstraint("id", name="pk_watch_words"),
    )
    op.create_index("ix_watch_words_chat_id", "watch_words", ["chat_id"], unique=False)
    moderators = sa.Column("moderators", sa.Integer(), server_default="0", nullable=False)
    op.add_column("presence", moderators)


def downgrade() -> None:
    op.drop_table("watch_words")
    with op.batch_alter_table("presence") as table:
        table.drop_column("moderators")
    with op.batch_alter_table("chats") as table:
        for column in ("attended", "longest_wait", "usual_wait", "stopped", "halt_words", "halt"):
            table.drop_column(column)
