"""Visits: who is on the way, there, or overdue; buddies; and the way to a door, edited away afterwards."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from models.columns import UtcMoment
from models.doorstep import pair

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.create_table(
        "buddy",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("buddy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("member_id <> buddy_id", name=op.f("ck_buddy_two_people")),
        sa.ForeignKeyConstraint(["buddy_id"], ["member.id"], name=op.f("fk_buddy_buddy_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_buddy_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_buddy_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buddy")),
        sa.UniqueConstraint(
            "timebank_id", "member_id", "buddy_id", name=op.f("uq_buddy_timebank_id_member_id_buddy_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("buddy", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_buddy_buddy_id"), ["buddy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_buddy_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_buddy_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exchange_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("helper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("first_word", sa.String(16), nullable=False),
        sa.Column("second_word", sa.String(16), nullable=False),
        sa.Column("on_way_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("here_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("here_by", sa.String(32), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_by", sa.String(32), nullable=True),
        sa.Column("stays_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("came_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_come_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asker_id"], ["member.id"], name=op.f("fk_attendance_asker_id")),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_attendance_exchange_id")),
        sa.ForeignKeyConstraint(["helper_id"], ["member.id"], name=op.f("fk_attendance_helper_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_attendance_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("timebank_id", "exchange_id", name=op.f("uq_attendance_timebank_id_exchange_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "attendance", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_exchange_id"), ["exchange_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_helper_id"), ["helper_id"], unique=False)
        batch_op.create_index(
            "ix_attendance_look",
            ["timebank_id", "look_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_attendance_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "overdue_visit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exchange_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("taken_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("help_wanted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("ended_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["ended_by_id"], ["member.id"], name=op.f("fk_overdue_visit_ended_by_id")),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_overdue_visit_exchange_id")),
        sa.ForeignKeyConstraint(
            ["help_wanted_by_id"], ["member.id"], name=op.f("fk_overdue_visit_help_wanted_by_id")
        ),
        sa.ForeignKeyConstraint(["taken_by_id"], ["member.id"], name=op.f("fk_overdue_visit_taken_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_overdue_visit_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overdue_visit")),
        sa.UniqueConstraint(
            "timebank_id", "exchange_id", "round", name=op.f("uq_overdue_visit_timebank_id_exchange_id_round")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "overdue_visit", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_overdue_visit_exchange_id"), ["exchange_id"], unique=False)
        batch_op.create_index(
            "ix_overdue_visit_open",
            ["timebank_id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_overdue_visit_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "told_door",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exchange_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdraw_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_told_door_exchange_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_told_door_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_told_door_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_door")),
        sa.UniqueConstraint(
            "timebank_id",
            "member_id",
            "message_id",
            name=op.f("uq_told_door_timebank_id_member_id_message_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "told_door", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(
            "ix_told_door_due",
            ["timebank_id", "withdraw_at"],
            unique=False,
            sqlite_where=sa.text("withdrawn_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL AND given_up_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_told_door_exchange_id"), ["exchange_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_told_door_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_told_door_timebank_id"), ["timebank_id"], unique=False)

    op.add_column(
        "timebank",
        sa.Column("checkins_required", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column(
        "timebank", sa.Column("emergency_number", sa.String(16), server_default="112", nullable=False)
    )
    _expect_agreed_visits()
    _withdraw_told_doors()


def _expect_agreed_visits() -> None:
    """Visits that are agreed already get their words, too."""
    database = op.get_bind()
    agreed = database.execute(
        sa.select(
            *(EXCHANGE.c[name] for name in ("timebank_id", "id", "asker_id", "helper_id", "starts_at")),
            MEMBER.c.languages,
        )
        .join(REQUEST, REQUEST.c.id == EXCHANGE.c.request_id)
        .join(MEMBER, MEMBER.c.id == EXCHANGE.c.asker_id)
        .where(EXCHANGE.c.state == "agreed", REQUEST.c.latitude.is_not(None))
    ).all()
    for row in agreed:
        first, second = pair()
        database.execute(
            sa.insert(ATTENDANCE).values(
                timebank_id=row.timebank_id,
                exchange_id=row.id,
                asker_id=row.asker_id,
                helper_id=row.helper_id,
                language=row.languages.split(",")[0],
                first_word=first,
                second_word=second,
                round=1,
                look_at=row.starts_at,
            )
        )


def _withdraw_told_doors() -> None:
    """Messages that told a helper the way to a door before this version are edited away in their time."""
    database = op.get_bind()
    told = database.execute(
        sa.select(
            *(NOTIFICATION.c[name] for name in ("timebank_id", "recipient_id", "message_id", "finished_at")),
            *(EXCHANGE.c[name] for name in ("id", "starts_at", "minutes")),
        )
        .join(EXCHANGE, EXCHANGE.c.id == NOTIFICATION.c.subject_id)
        .join(REQUEST, REQUEST.c.id == EXCHANGE.c.request_id)
        .where(
            NOTIFICATION.c.kind.in_(("agreed", "reminder_day", "reminder_soon")),
            NOTIFICATION.c.state == "sent",
            NOTIFICATION.c.message_id.is_not(None),
            NOTIFICATION.c.recipient_id == EXCHANGE.c.helper_id,
            REQUEST.c.directions != "",
        )
        .distinct()
    ).all()
    for row in told:
        database.execute(
            sa.insert(TOLD_DOOR).values(
                timebank_id=row.timebank_id,
                exchange_id=row.id,
                member_id=row.recipient_id,
                message_id=row.message_id,
                told_at=row.finished_at,
                withdraw_at=row.starts_at + timedelta(minutes=row.minutes) + timedelta(hours=2),
                tries=0,
            )
        )


def _columns(*names: str) -> list[sa.ColumnClause[object]]:
    """Columns as they are at this version, moments as such."""
    return [sa.column(name, UtcMoment() if name.endswith("_at") else None) for name in names]


MEMBER = sa.table("member", *_columns("id", "languages"))
REQUEST = sa.table("request", *_columns("id", "latitude", "directions"))
EXCHANGE = sa.table(
    "exchange",
    *_columns("id", "timebank_id", "request_id", "asker_id", "helper_id", "starts_at", "minutes", "state"),
)
NOTIFICATION = sa.table(
    "notification",
    *_columns("timebank_id", "kind", "subject_id", "recipient_id", "state", "message_id", "finished_at"),
)
ATTENDANCE = sa.table(
    "attendance",
    *_columns(
        "timebank_id", "exchange_id", "asker_id", "helper_id", "language", "first_word", "second_word",
        "round", "look_at",
    ),
)  # fmt: skip
TOLD_DOOR = sa.table(
    "told_door",
    *_columns("timebank_id", "exchange_id", "member_id", "message_id", "told_at", "withdraw_at", "tries"),
)
