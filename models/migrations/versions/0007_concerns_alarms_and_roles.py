"""Concerns, alarms and roles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.immutable import forbid_changes

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.create_table(
        "alarm",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exchange_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("next_call_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_alarm_exchange_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_alarm_member_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["member.id"], name=op.f("fk_alarm_taken_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_alarm_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("alarm", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_alarm_member_id"), ["member_id"], unique=False)
        batch_op.create_index(
            "ix_alarm_next_call",
            ["timebank_id", "next_call_at"],
            unique=False,
            sqlite_where=sa.text("next_call_at IS NOT NULL"),
            postgresql_where=sa.text("next_call_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_alarm_timebank_id"), ["timebank_id"], unique=False)
        batch_op.create_index(
            "uq_alarm_open",
            ["timebank_id", "member_id"],
            unique=True,
            sqlite_where=sa.text("taken_at IS NULL"),
            postgresql_where=sa.text("taken_at IS NULL"),
        )

    op.create_table(
        "concern",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reporter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("exchange_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("next_call_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("for_organisers", sa.Boolean(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_concern_exchange_id")),
        sa.ForeignKeyConstraint(["heard_by_id"], ["member.id"], name=op.f("fk_concern_heard_by_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["member.id"], name=op.f("fk_concern_reporter_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["member.id"], name=op.f("fk_concern_subject_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_concern_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "concern", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(
            "ix_concern_next_call",
            ["timebank_id", "next_call_at"],
            unique=False,
            sqlite_where=sa.text("next_call_at IS NOT NULL"),
            postgresql_where=sa.text("next_call_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_concern_reporter_id"), ["reporter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "concern_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("concern_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("text", sa.String(4096), nullable=False),
        sa.Column("voice", sa.String(255), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_concern_entry_by_id")),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_concern_entry_concern_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_concern_entry_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_entry")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "concern_entry", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_entry_concern_id"), ["concern_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_entry_timebank_id"), ["timebank_id"], unique=False)

    op.add_column(
        "member", sa.Column("is_lead", sa.Boolean(), server_default=sa.text("(false)"), nullable=False)
    )
    op.add_column(
        "member", sa.Column("is_facilitator", sa.Boolean(), server_default=sa.text("(false)"), nullable=False)
    )
    op.add_column("member", sa.Column("held_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("member", sa.Column("quiet_word", sa.String(128), server_default="", nullable=False))

    for statement in forbid_changes("concern_entry", op.get_bind().dialect.name):
        op.execute(statement)
