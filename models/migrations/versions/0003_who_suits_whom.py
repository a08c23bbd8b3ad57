"""Who suits whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.change import watch

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Named here, because a later version watches tables that do not exist yet.
WATCHED = (
    "member",
    "offer",
    "changed_day",
    "attestation",
    "apart",
    "invitation",
    "exchange",
    "request",
    "named_helper",
)


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.create_table(
        "change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_change_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("change", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "kind_demand",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("least_check", sa.String(32), nullable=True),
        sa.Column("reference_count", sa.Integer(), nullable=False),
        sa.Column("accompanied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_kind_demand_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kind_demand")),
        sa.UniqueConstraint("timebank_id", "kind", name=op.f("uq_kind_demand_timebank_id_kind")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "kind_demand", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_kind_demand_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "apart",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("member_id <> other_id", name=op.f("ck_apart_two_people")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_apart_member_id")),
        sa.ForeignKeyConstraint(["other_id"], ["member.id"], name=op.f("fk_apart_other_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_apart_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apart")),
        sa.UniqueConstraint(
            "timebank_id", "member_id", "other_id", name=op.f("uq_apart_timebank_id_member_id_other_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("apart", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_apart_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_apart_other_id"), ["other_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_apart_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "attestation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lapses_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_attestation_member_id")),
        sa.ForeignKeyConstraint(["seen_by_id"], ["member.id"], name=op.f("fk_attestation_seen_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_attestation_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "attestation", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index("ix_attestation_member", ["timebank_id", "member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attestation_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attestation_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "changed_day",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_changed_day_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_changed_day_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changed_day")),
        sa.UniqueConstraint(
            "timebank_id", "member_id", "day", name=op.f("uq_changed_day_timebank_id_member_id_day")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "changed_day", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_changed_day_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_changed_day_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "named_helper",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_named_helper_member_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_named_helper_request_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_named_helper_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_helper")),
        sa.UniqueConstraint(
            "timebank_id",
            "request_id",
            "member_id",
            name=op.f("uq_named_helper_timebank_id_request_id_member_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "named_helper", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_named_helper_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_named_helper_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_named_helper_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "explanation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["member.id"], name=op.f("fk_explanation_asked_by_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_explanation_request_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_explanation_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "explanation", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_explanation_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_explanation_timebank_id"), ["timebank_id"], unique=False)

    op.add_column("exchange", sa.Column("asker_glad", sa.Boolean(), nullable=True))
    op.add_column("exchange", sa.Column("helper_glad", sa.Boolean(), nullable=True))

    op.add_column("member", sa.Column("gender", sa.String(32), nullable=True))
    op.add_column("member", sa.Column("visits", sa.String(32), nullable=True))
    op.add_column("member", sa.Column("comes", sa.String(32), nullable=True))
    op.add_column("member", sa.Column("cannot", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("member", sa.Column("hurdles", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("member", sa.Column("asks_per_week", sa.Integer(), nullable=True))
    op.add_column("member", sa.Column("minutes_per_week", sa.Integer(), nullable=True))
    op.add_column("member", sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_member_paused_until",
        "member",
        ["timebank_id", "paused_until"],
        unique=False,
        sqlite_where=sa.text("paused_until IS NOT NULL"),
        postgresql_where=sa.text("paused_until IS NOT NULL"),
    )

    op.add_column("request", sa.Column("hurdles", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("request", sa.Column("comes", sa.String(32), nullable=True))
    op.add_column(
        "request", sa.Column("any_language", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("request", sa.Column("hindrance", sa.String(32), nullable=True))
    op.add_column("request", sa.Column("hope_percent", sa.Integer(), nullable=True))

    op.add_column(
        "timebank", sa.Column("least_hope_percent", sa.Integer(), server_default="25", nullable=False)
    )
    op.add_column("timebank", sa.Column("weights", sa.Text(), server_default="{}", nullable=False))

    for statement in watch(op.get_bind().dialect.name, WATCHED):
        op.execute(statement)
