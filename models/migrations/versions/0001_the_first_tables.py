"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.immutable import forbid_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.create_table(
        "timebank",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("country", sa.String(2), nullable=True),
        sa.Column("joining", sa.String(32), nullable=False),
        sa.Column("starting_minutes", sa.Integer(), nullable=False),
        sa.Column("floor_minutes", sa.Integer(), nullable=False),
        sa.Column("wave_size", sa.Integer(), nullable=False),
        sa.Column("invitation_minutes", sa.Integer(), nullable=False),
        sa.Column("asks_per_day", sa.Integer(), nullable=False),
        sa.Column("at_risk_minutes", sa.Integer(), nullable=False),
        sa.Column("quiet_from_hour", sa.Integer(), nullable=False),
        sa.Column("quiet_until_hour", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("floor_minutes <= 0", name=op.f("ck_timebank_floor_minutes")),
        sa.CheckConstraint("starting_minutes >= 0", name=op.f("ck_timebank_starting_minutes")),
        sa.CheckConstraint("wave_size > 0", name=op.f("ck_timebank_wave_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timebank")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "landmark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_landmark_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_landmark")),
        sa.UniqueConstraint("timebank_id", "name", name=op.f("uq_landmark_timebank_id_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("landmark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_landmark_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("telegram_user_id", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("is_organiser", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("languages", sa.String(64), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("place_name", sa.String(128), nullable=False),
        sa.Column("travel_limit_m", sa.Integer(), nullable=False),
        sa.Column("free_slots", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adult_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("privacy_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_member_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint(
            "timebank_id", "telegram_user_id", name=op.f("uq_member_timebank_id_telegram_user_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_telegram_user_id"), ["telegram_user_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "received_update",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("sender_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reference", sa.String(16), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["timebank_id"], ["timebank.id"], name=op.f("fk_received_update_timebank_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_update")),
        sa.UniqueConstraint(
            "timebank_id", "update_id", name=op.f("uq_received_update_timebank_id_update_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("received_update", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_received_update_timebank_id"), ["timebank_id"], unique=False)
        batch_op.create_index("ix_received_update_waiting", ["state", "sender_id", "id"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("floor_minutes", sa.Integer(), nullable=True),
        sa.CheckConstraint("(holder = 'member') = (member_id IS NOT NULL)", name=op.f("ck_account_holder")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_account_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_account_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("timebank_id", "member_id", name=op.f("uq_account_timebank_id_member_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_timebank_id"), ["timebank_id"], unique=False)
        batch_op.create_index(
            "uq_account_own",
            ["timebank_id", "holder"],
            unique=True,
            sqlite_where=sa.text("member_id IS NULL"),
            postgresql_where=sa.text("member_id IS NULL"),
        )

    op.create_table(
        "conversation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("flow", sa.String(32), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("last_update_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_conversation_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_conversation_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("timebank_id", "member_id", name=op.f("uq_conversation_timebank_id_member_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "deep_link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("uses_left >= 0", name=op.f("ck_deep_link_uses_left")),
        sa.ForeignKeyConstraint(["made_by_id"], ["member.id"], name=op.f("fk_deep_link_made_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_deep_link_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deep_link")),
        sa.UniqueConstraint("token", name=op.f("uq_deep_link_token")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deep_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deep_link_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "journal_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("act", sa.String(64), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_journal_entry_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_journal_entry_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_entry_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "notification",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recipient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useless_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_notification_attempts")),
        sa.ForeignKeyConstraint(["recipient_id"], ["member.id"], name=op.f("fk_notification_recipient_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_notification_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint(
            "timebank_id",
            "kind",
            "subject_id",
            "recipient_id",
            "round",
            name=op.f("uq_notification_timebank_id_kind_subject_id_recipient_id_round"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index("ix_notification_due", ["state", "send_after"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_recipient_id"), ["recipient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "offer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_offer_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_offer_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint(
            "timebank_id", "member_id", "kind", name=op.f("uq_offer_timebank_id_member_id_kind")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "raised_hand",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lowered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lowered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["lowered_by_id"], ["member.id"], name=op.f("fk_raised_hand_lowered_by_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_raised_hand_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_raised_hand_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raised_hand")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("raised_hand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_raised_hand_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_raised_hand_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deed_key", sa.String(64), nullable=False),
        sa.Column("asker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("directions", sa.String(500), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("place_name", sa.String(128), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("earliest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("choosing", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at_risk_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_after_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.String(32), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_request_minutes")),
        sa.ForeignKeyConstraint(["asker_id"], ["member.id"], name=op.f("fk_request_asker_id")),
        sa.ForeignKeyConstraint(
            ["looked_after_by_id"], ["member.id"], name=op.f("fk_request_looked_after_by_id")
        ),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_request_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("timebank_id", "deed_key", name=op.f("uq_request_timebank_id_deed_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index("ix_request_state", ["timebank_id", "state", "latest_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "shown_buttons",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("talk_id", sa.BigInteger(), nullable=True),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_shown_buttons_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_shown_buttons_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_buttons")),
        sa.UniqueConstraint(
            "timebank_id",
            "member_id",
            "message_id",
            name=op.f("uq_shown_buttons_timebank_id_member_id_message_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("shown_buttons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shown_buttons_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "exchange",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("helper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("asker_minutes", sa.Integer(), nullable=True),
        sa.Column("helper_minutes", sa.Integer(), nullable=True),
        sa.Column("banked_minutes", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("asker_id <> helper_id", name=op.f("ck_exchange_two_people")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_exchange_minutes")),
        sa.ForeignKeyConstraint(["asker_id"], ["member.id"], name=op.f("fk_exchange_asker_id")),
        sa.ForeignKeyConstraint(["helper_id"], ["member.id"], name=op.f("fk_exchange_helper_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_exchange_request_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_exchange_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("exchange", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exchange_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exchange_helper_id"), ["helper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exchange_request_id"), ["request_id"], unique=False)
        batch_op.create_index("ix_exchange_state", ["state", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_exchange_timebank_id"), ["timebank_id"], unique=False)
        batch_op.create_index(
            "uq_exchange_live",
            ["timebank_id", "request_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('agreed', 'differing', 'banked')"),
            postgresql_where=sa.text("state IN ('agreed', 'differing', 'banked')"),
        )

    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reasons", sa.Integer(), nullable=False),
        sa.Column("distance_m", sa.Float(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_invitation_member_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_invitation_request_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_invitation_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "timebank_id",
            "request_id",
            "member_id",
            "round",
            name=op.f("uq_invitation_timebank_id_request_id_member_id_round"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_member_id"), ["member_id"], unique=False)
        batch_op.create_index("ix_invitation_open", ["state", "expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "relayed_message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exchange_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("hand_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sender_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recipient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(exchange_id IS NULL) <> (hand_id IS NULL)", name=op.f("ck_relayed_message_about")
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_relayed_message_exchange_id")
        ),
        sa.ForeignKeyConstraint(["hand_id"], ["raised_hand.id"], name=op.f("fk_relayed_message_hand_id")),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["member.id"], name=op.f("fk_relayed_message_recipient_id")
        ),
        sa.ForeignKeyConstraint(["sender_id"], ["member.id"], name=op.f("fk_relayed_message_sender_id")),
        sa.ForeignKeyConstraint(
            ["timebank_id"], ["timebank.id"], name=op.f("fk_relayed_message_timebank_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relayed_message")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("relayed_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relayed_message_exchange_id"), ["exchange_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_relayed_message_hand_id"), ["hand_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_relayed_message_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "transfer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deed_key", sa.String(96), nullable=False),
        sa.Column("phase", sa.String(32), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("from_account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reserved_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("exchange_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(phase IN ('post', 'release')) = (reserved_id IS NOT NULL)", name=op.f("ck_transfer_answers")
        ),
        sa.CheckConstraint(
            "minutes > 0 OR (minutes = 0 AND phase = 'release')", name=op.f("ck_transfer_minutes")
        ),
        sa.CheckConstraint("from_account_id <> to_account_id", name=op.f("ck_transfer_two_accounts")),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_transfer_exchange_id")),
        sa.ForeignKeyConstraint(
            ["from_account_id"], ["account.id"], name=op.f("fk_transfer_from_account_id")
        ),
        sa.ForeignKeyConstraint(["reserved_id"], ["transfer.id"], name=op.f("fk_transfer_reserved_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_transfer_timebank_id")),
        sa.ForeignKeyConstraint(["to_account_id"], ["account.id"], name=op.f("fk_transfer_to_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
        sa.UniqueConstraint("reserved_id", name=op.f("uq_transfer_reserved_id")),
        sa.UniqueConstraint("timebank_id", "deed_key", name=op.f("uq_transfer_timebank_id_deed_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfer_exchange_id"), ["exchange_id"], unique=False)
        batch_op.create_index("ix_transfer_from", ["timebank_id", "from_account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfer_timebank_id"), ["timebank_id"], unique=False)
        batch_op.create_index("ix_transfer_to", ["timebank_id", "to_account_id"], unique=False)
    # Named here, because a later version forbids changes to tables that do not exist yet.
    for table in ("transfer", "journal_entry"):
        for statement in forbid_changes(table, op.get_bind().dialect.name):
            op.execute(statement)
