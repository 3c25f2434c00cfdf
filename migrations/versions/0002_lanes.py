"""Lanes and turns in the hold queue."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

URGENT, ORDINARY = 0, 2


def upgrade() -> None:
    op.add_column("questions", sa.Column("lane", sa.SmallInteger(), nullable=True))
    op.add_column("questions", sa.Column("turn", sa.Integer(), nullable=True))
    op.execute(
        f"UPDATE questions SET lane = CASE WHEN urgent THEN {URGENT} ELSE {ORDINARY} END,"
        " turn = (SELECT count(*) FROM questions AS earlier"
        " WHERE earlier.chat_id = questions.chat_id"
        " AND earlier.visitor_id = questions.visitor_id AND earlier.at < questions.at)"
    )
    with op.batch_alter_table("questions") as table:
        table.alter_column("lane", existing_type=sa.SmallInteger(), nullable=False)
        table.alter_column("turn", existing_type=sa.Integer(), nullable=False)
        table.drop_column("urgent")


def downgrade() -> None:
    op.add_column("questions", sa.Column("urgent", sa.Boolean(), nullable=True))
    op.execute(f"UPDATE questions SET urgent = (lane = {URGENT})")
    with op.batch_alter_table("questions") as table:
        table.alter_column("urgent", existing_type=sa.Boolean(), nullable=False)
        table.drop_column("turn")
        table.drop_column("lane")
