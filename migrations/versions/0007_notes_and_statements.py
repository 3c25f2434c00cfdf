"""Notes among the crew of a desk, and who has seen them; statements in every room."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "crew_notes",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_crew_notes_by"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_crew_notes_chat_id"),
        sa.PrimaryKeyConstraint("id", name="pk_crew_notes"),
    )
    op.create_index("ix_crew_notes_chat_id", "crew_notes", ["chat_id"], unique=False)
    op.create_index("ix_crew_notes_about", "crew_notes", ["about"], unique=False)
    op.create_table(
        "acknowledgements",
        sa.Column("note_id", sa.String(length=16), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_acknowledgements_by"),
        sa.ForeignKeyConstraint(["note_id"], ["crew_notes.id"], name="fk_acknowledgements_note_id"),
        sa.PrimaryKeyConstraint("note_id", "by", name="pk_acknowledgements"),
    )
    op.create_table(
        "statements",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_statements_by"),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
    )


def downgrade() -> None:
    op.drop_table("statements")
    op.drop_table("acknowledgements")
    op.drop_table("crew_notes")
