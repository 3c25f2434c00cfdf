"""What askers add: appeals."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appeals",
        sa.Column("question_id", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rejected_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_appeals_question_id"),
        sa.ForeignKeyConstraint(["rejected_by"], ["people.id"], name="fk_appeals_rejected_by"),
        sa.PrimaryKeyConstraint("question_id", name="pk_appeals"),
    )


def downgrade() -> None:
    op.drop_table("appeals")
