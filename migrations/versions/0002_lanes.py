"""Lanes and turns in the hold queue; doubts, merging, leases, escalations and referrals."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

URGENT, ORDINARY = 0, 2


def short_list(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=24)


ASIDE = short_list("asked-back", "parked", "escalated", name="aside")
TURNING = short_list("999", "101", "crimestoppers", name="turning")
CHANGE = short_list("personal-information", "live-investigation", "abuse", "clarity", name="change")
SENIOR = short_list("duty-senior", "press-office", name="senior")
UNIT = short_list("control-room", "safeguarding", "intelligence", "neighbourhood-team", name="unit")


def upgrade() -> None:
    with op.batch_alter_table("questions") as table:
        table.add_column(sa.Column("lane", sa.SmallInteger(), nullable=True))
        table.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        table.add_column(sa.Column("aside", ASIDE, nullable=True))
        table.add_column(sa.Column("doubted_by", sa.Integer(), nullable=True))
        table.add_column(sa.Column("merged_into", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("turning", TURNING, nullable=True))
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
        table.create_foreign_key("fk_questions_doubted_by", "people", ["doubted_by"], ["id"])
        table.create_foreign_key("fk_questions_merged_into", "questions", ["merged_into"], ["id"])
        table.create_index("ix_questions_merged_into", ["merged_into"], unique=False)
    op.add_column("revisions", sa.Column("change", CHANGE, nullable=True))
    # Who writes an asker's or another officer's words is a moderator.
    op.execute(
        "UPDATE revisions SET change = 'clarity' WHERE"
        " (by IS NOT NULL AND about IN (SELECT id FROM questions))"
        " OR (about IN (SELECT answers.id FROM answers JOIN seats ON seats.id = answers.seat_id"
        " WHERE seats.person_id <> revisions.by))"
    )
    op.create_table(
        "leases",
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_leases_by"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_leases_chat_id"),
        sa.PrimaryKeyConstraint("about", name="pk_leases"),
    )
    op.create_index("ix_leases_chat_id", "leases", ["chat_id"], unique=False)
    op.create_table(
        "escalations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=16), nullable=False),
        sa.Column("to", SENIOR, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_escalations_by"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_escalations_question_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_escalations"),
    )
    op.create_index("ix_escalations_question_id", "escalations", ["question_id"], unique=False)
    op.create_table(
        "referrals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=16), nullable=False),
        sa.Column("unit", UNIT, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_referrals_by"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_referrals_question_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referrals"),
        sa.UniqueConstraint("question_id", name="uq_referrals_question_id"),
    )


def downgrade() -> None:
    for table in ("referrals", "escalations", "leases"):
        op.drop_table(table)
    with op.batch_alter_table("revisions") as table:
        table.drop_column("change")
    op.add_column("questions", sa.Column("urgent", sa.Boolean(), nullable=True))
    op.execute(f"UPDATE questions SET urgent = (lane = {URGENT})")
    # What an older program cannot tell its asker is held by none: it is as if rejected.
    op.execute(
        "UPDATE questions SET state = 'rejected', told = (1 = 1), reason = 'off-topic'"
        " WHERE state IN ('diverted', 'merged', 'retracted')"
    )
    with op.batch_alter_table("questions") as table:
        table.alter_column("urgent", existing_type=sa.Boolean(), nullable=False)
        table.drop_index("ix_questions_merged_into")
        table.drop_constraint("fk_questions_merged_into", type_="foreignkey")
        table.drop_constraint("fk_questions_doubted_by", type_="foreignkey")
        for column in ("turning", "merged_into", "doubted_by", "aside", "turn", "lane"):
            table.drop_column(column)
