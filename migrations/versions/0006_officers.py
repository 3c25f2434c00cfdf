"""What officers do beside answering: questions given to one of the panel, answers corrected,
questions taken away, promises; approved lines."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def short_list(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=24)


SAID_STATE = short_list("held", "released", "returned", "withdrawn", "replaced", name="saidstate")
REASON = short_list(
    "personal-information", "live-investigation", "speculation", "abuse", "duplicate", "off-topic",
    "urgent", name="reason",
)  # fmt: skip

OUTCOME = short_list("kept", "not-yet", "cannot", name="promiseoutcome")


def said(table: str, *own: sa.schema.SchemaItem, indexed: tuple[str, ...] = ()) -> None:
    """A table of what staff say beside their answers: what all such have, and its own."""
    op.create_table(
        table,
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("state", SAID_STATE, nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("released", sa.String(length=16), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", REASON, nullable=True),
        *own,
        refers(table, "chat_id", "chats"),
        refers(table, "version", "revisions"),
        refers(table, "released", "revisions"),
        refers(table, "by", "people"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    for column in ("chat_id", *indexed):
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")


def upgrade() -> None:
    with op.batch_alter_table("questions") as table:
        table.add_column(sa.Column("assigned_to", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_questions_assigned_to", "seats", ["assigned_to"], ["id"])
    said(
        "corrections",
        sa.Column("question_id", sa.String(length=16), nullable=False),
        refers("corrections", "question_id", "questions"),
        sa.Column("answer_id", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=16), nullable=True),
        refers("corrections", "answer_id", "answers"),
        refers("corrections", "note", "revisions"),
        refers("corrections", "before", "revisions"),
        indexed=("question_id", "answer_id"),
    )
    said(
        "takeaways",
        sa.Column("question_id", sa.String(length=16), nullable=False),
        refers("takeaways", "question_id", "questions"),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("team", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        refers("takeaways", "seat_id", "seats"),
        indexed=("question_id",),
    )
    said(
        "promises",
        sa.Column("question_id", sa.String(length=16), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("team", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        refers("promises", "question_id", "questions"),
        refers("promises", "seat_id", "seats"),
        indexed=("question_id",),
    )
    said(
        "promise_reports",
        sa.Column("promise_id", sa.String(length=16), nullable=False),
        sa.Column("outcome", OUTCOME, nullable=False),
        refers("promise_reports", "promise_id", "promises"),
        indexed=("promise_id",),
    )
    op.create_table(
        "approved_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_approved_lines"),
    )
    op.create_table(
        "line_wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("state", SAID_STATE, nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        refers("line_wordings", "line_id", "approved_lines"),
        refers("line_wordings", "area_id", "areas"),
        refers("line_wordings", "by", "people"),
        refers("line_wordings", "decided_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_line_wordings"),
    )
    op.create_index("ix_line_wordings_line_id", "line_wordings", ["line_id"], unique=False)


def downgrade() -> None:
    for table in ("line_wordings", "approved_lines", "promise_reports", "promises"):
        op.drop_table(table)
    for table in ("takeaways", "corrections"):
        op.drop_table(table)
    with op.batch_alter_table("questions") as table:
        table.drop_constraint("fk_questions_assigned_to", type_="foreignkey")
        table.drop_column("assigned_to")
