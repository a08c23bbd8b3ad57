"""Members as organisers see them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.create_table(
        "acting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organiser_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_acting_member_id")),
        sa.ForeignKeyConstraint(["organiser_id"], ["member.id"], name=op.f("fk_acting_organiser_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_acting_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acting")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_acting_member_id"), "acting", ["member_id"], unique=False)
    op.create_index(op.f("ix_acting_organiser_id"), "acting", ["organiser_id"], unique=False)
    op.create_index(op.f("ix_acting_timebank_id"), "acting", ["timebank_id"], unique=False)
    op.create_index(
        "uq_acting_open",
        "acting",
        ["timebank_id", "organiser_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "contact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False),
        sa.Column("consent", sa.String(32), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_contact_member_id")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["member.id"], name=op.f("fk_contact_noted_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_contact_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("timebank_id", "member_id", name=op.f("uq_contact_timebank_id_member_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_noted_by_id"), "contact", ["noted_by_id"], unique=False)
    op.create_index(op.f("ix_contact_timebank_id"), "contact", ["timebank_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("met_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_meeting_member_id")),
        sa.ForeignKeyConstraint(["met_by_id"], ["member.id"], name=op.f("fk_meeting_met_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_meeting_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("timebank_id", "member_id", name=op.f("uq_meeting_timebank_id_member_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meeting_met_by_id"), "meeting", ["met_by_id"], unique=False)
    op.create_index(op.f("ix_meeting_timebank_id"), "meeting", ["timebank_id"], unique=False)

    op.create_table(
        "on_behalf",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("act", sa.String(64), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_on_behalf_by_id")),
        sa.ForeignKeyConstraint(["for_id"], ["member.id"], name=op.f("fk_on_behalf_for_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_on_behalf_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_behalf")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_on_behalf_by_id"), "on_behalf", ["by_id"], unique=False)
    op.create_index(op.f("ix_on_behalf_for_id"), "on_behalf", ["for_id"], unique=False)
    op.create_index("ix_on_behalf_subject", "on_behalf", ["timebank_id", "act", "subject_id"], unique=False)
    op.create_index(op.f("ix_on_behalf_timebank_id"), "on_behalf", ["timebank_id"], unique=False)

    op.create_table(
        "task_care",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["done_by_id"], ["member.id"], name=op.f("fk_task_care_done_by_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["member.id"], name=op.f("fk_task_care_taken_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_task_care_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_care")),
        sa.UniqueConstraint(
            "timebank_id", "kind", "subject_id", name=op.f("uq_task_care_timebank_id_kind_subject_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_task_care_done_by_id"), "task_care", ["done_by_id"], unique=False)
    op.create_index(op.f("ix_task_care_taken_by_id"), "task_care", ["taken_by_id"], unique=False)
    op.create_index(op.f("ix_task_care_timebank_id"), "task_care", ["timebank_id"], unique=False)

    op.add_column(
        "member", sa.Column("acts_alone", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_index(
        "ix_member_no_app",
        "member",
        ["timebank_id"],
        unique=False,
        sqlite_where=sa.text("chat_id IS NULL"),
        postgresql_where=sa.text("chat_id IS NULL"),
    )

    op.add_column(
        "timebank", sa.Column("must_be_met", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("timebank", sa.Column("task_minutes", sa.Integer(), server_default="1440", nullable=False))
    op.add_column(
        "timebank", sa.Column("urgent_task_minutes", sa.Integer(), server_default="240", nullable=False)
    )
    op.add_column("timebank", sa.Column("morning_hour", sa.Integer(), server_default="8", nullable=False))
