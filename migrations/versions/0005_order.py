"""Keeping order: what moderators have decided about askers, and how fast questions may come."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SORT = sa.Enum(
    "warning", "slowing", "mute", "ban", "trust", name="sort", native_enum=False, length=24
)
REASON = sa.Enum(
    "personal-information", "live-investigation", "speculation", "abuse", "duplicate", "off-topic",
    "urgent", name="reason", native_enum=False, length=24,
)  # fmt: skip

OUTCOME = sa.Enum("upheld", "lifted", name="outcome", native_enum=False, length=24)
PACE = ("slow", "most_waiting", "most_each")


def upgrade() -> None:
    for name in PACE:
        column = sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        op.add_column("chats", column)
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sort", SORT, nullable=False),
        sa.Column("visitor_id", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("everywhere", sa.Boolean(), nullable=False),
        sa.Column("question_id", sa.String(length=16), nullable=False),
        sa.Column("reason", REASON, nullable=True),
        sa.Column("every", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_measures_{column}")
            for column, table in (
                ("visitor_id", "visitors"), ("chat_id", "chats"), ("area_id", "areas"),
                ("question_id", "questions"), ("by", "people"), ("lifted_by", "people"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name="pk_measures"),
    )  # fmt: skip
    for column in ("visitor_id", "chat_id", "question_id", "address"):
        op.create_index(f"ix_measures_{column}", "measures", [column], unique=False)
    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", OUTCOME, nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["measure_id"], ["measures.id"], name="fk_appeals_measure_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_appeals_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_appeals"),
        sa.UniqueConstraint("measure_id", name="uq_appeals_measure_id"),
    )
    op.create_index("ix_appeals_outcome", "appeals", ["outcome"], unique=False)
    op.create_table(
        "traces",
        sa.Column("question_id", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("resembles", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_traces_question_id"),
        sa.ForeignKeyConstraint(["resembles"], ["measures.id"], name="fk_traces_resembles"),
        sa.PrimaryKeyConstraint("question_id", name="pk_traces"),
    )
    op.create_index("ix_traces_at", "traces", ["at"], unique=False)
    op.create_table(
        "day_keys",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_day_keys"),
    )


def downgrade() -> None:
    with op.batch_alter_table("chats") as table:
        for name in PACE:
            table.drop_column(name)
    for table in ("day_keys", "traces", "appeals"):
        op.drop_table(table)
    op.drop_table("measures")
