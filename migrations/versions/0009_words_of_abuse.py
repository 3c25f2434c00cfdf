"""The force's own words of abuse, version by version."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "abuse_words",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Text(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("back_to", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_abuse_words_by"),
        sa.PrimaryKeyConstraint("number", name="pk_abuse_words"),
    )


def downgrade() -> None:
    op.drop_table("abuse_words")
