"""Keeps what one neighbour may spend and has spent for another, and the most that a time bank allows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.create_table(
        "spending",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exchange_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("helper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("most_minor", sa.Integer(), nullable=True),
        sa.Column("agreed_minor", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spent_minor", sa.Integer(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notes", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(255), nullable=False),
        sa.Column("paid_later_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("theirs_minor", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settled_minor", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "agreed_minor IS NULL OR agreed_minor >= 0", name=op.f("ck_spending_agreed_minor")
        ),
        sa.CheckConstraint("asker_id <> helper_id", name=op.f("ck_spending_two_people")),
        sa.CheckConstraint("most_minor IS NULL OR most_minor >= 0", name=op.f("ck_spending_most_minor")),
        sa.CheckConstraint(
            "settled_minor IS NULL OR settled_minor >= 0", name=op.f("ck_spending_settled_minor")
        ),
        sa.CheckConstraint("spent_minor IS NULL OR spent_minor >= 0", name=op.f("ck_spending_spent_minor")),
        sa.CheckConstraint(
            "theirs_minor IS NULL OR theirs_minor >= 0", name=op.f("ck_spending_theirs_minor")
        ),
        sa.ForeignKeyConstraint(["asker_id"], ["member.id"], name=op.f("fk_spending_asker_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["member.id"], name=op.f("fk_spending_closed_by_id")),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_spending_exchange_id")),
        sa.ForeignKeyConstraint(["helper_id"], ["member.id"], name=op.f("fk_spending_helper_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_spending_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending")),
        sa.UniqueConstraint("timebank_id", "exchange_id", name=op.f("uq_spending_timebank_id_exchange_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "spending", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_spending_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(
            "ix_spending_due",
            ["timebank_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_spending_exchange_id"), ["exchange_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_spending_helper_id"), ["helper_id"], unique=False)
        batch_op.create_index(
            "ix_spending_look",
            ["timebank_id", "look_since"],
            unique=False,
            sqlite_where=sa.text("look_since IS NOT NULL AND closed_at IS NULL"),
            postgresql_where=sa.text("look_since IS NOT NULL AND closed_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_spending_timebank_id"), ["timebank_id"], unique=False)

    op.add_column(
        "timebank", sa.Column("spending_cap_minor", sa.Integer(), server_default="3000", nullable=False)
    )
