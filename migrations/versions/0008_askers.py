"""What askers add: disputes, support for a question, and follow-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "disputes",
        sa.Column("question_id", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rejected_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_disputes_question_id"),
        sa.ForeignKeyConstraint(["rejected_by"], ["people.id"], name="fk_disputes_rejected_by"),
        sa.PrimaryKeyConstraint("question_id", name="pk_disputes"),
    )
    op.create_table(
        "supports",
        sa.Column("question_id", sa.String(length=16), nullable=False),
        sa.Column("visitor_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_supports_question_id"),
        sa.PrimaryKeyConstraint("question_id", "visitor_id", name="pk_supports"),
    )
    with op.batch_alter_table("questions") as table:
        for name in ("support", "support_told"):
            table.add_column(sa.Column(name, sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("follow_up_to", sa.String(length=16), nullable=True))
        table.create_foreign_key("fk_questions_follow_up_to", "questions", ["follow_up_to"], ["id"])
    # What was merged counts as support.
    op.execute(
        "UPDATE questions SET support = (SELECT COUNT(*) FROM questions AS merged"
        " WHERE merged.merged_into = questions.id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("questions") as table:
        table.drop_constraint("fk_questions_follow_up_to", type_="foreignkey")
        for name in ("follow_up_to", "support_told", "support"):
            table.drop_column(name)
    op.drop_table("supports")
    op.drop_table("disputes")
