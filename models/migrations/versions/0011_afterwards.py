"""How it was, and how people are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.create_table(
        "wellbeing_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.Column("companionship", sa.Integer(), nullable=True),
        sa.Column("left_out", sa.Integer(), nullable=True),
        sa.Column("isolated", sa.Integer(), nullable=True),
        sa.Column("direct", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "companionship IS NULL OR companionship BETWEEN 1 AND 3",
            name=op.f("ck_wellbeing_answer_companionship"),
        ),
        sa.CheckConstraint(
            "direct IS NULL OR direct BETWEEN 1 AND 5", name=op.f("ck_wellbeing_answer_direct")
        ),
        sa.CheckConstraint(
            "isolated IS NULL OR isolated BETWEEN 1 AND 3", name=op.f("ck_wellbeing_answer_isolated")
        ),
        sa.CheckConstraint(
            "left_out IS NULL OR left_out BETWEEN 1 AND 3", name=op.f("ck_wellbeing_answer_left_out")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_wellbeing_answer_member_id")),
        sa.ForeignKeyConstraint(
            ["timebank_id"], ["timebank.id"], name=op.f("fk_wellbeing_answer_timebank_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wellbeing_answer")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "wellbeing_answer", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_wellbeing_answer_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wellbeing_answer_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "wellbeing_consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("invite_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "agreed_at IS NULL OR declined_at IS NULL", name=op.f("ck_wellbeing_consent_one_answer")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_wellbeing_consent_member_id")),
        sa.ForeignKeyConstraint(
            ["timebank_id"], ["timebank.id"], name=op.f("fk_wellbeing_consent_timebank_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wellbeing_consent")),
        sa.UniqueConstraint(
            "timebank_id", "member_id", name=op.f("uq_wellbeing_consent_timebank_id_member_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "wellbeing_consent", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_wellbeing_consent_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wellbeing_consent_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "impression",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exchange_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("about_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seemed", sa.String(32), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worries", sa.Integer(), nullable=False),
        sa.Column("seen_to_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_to_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("by_id <> about_id", name=op.f("ck_impression_two_people")),
        sa.ForeignKeyConstraint(["about_id"], ["member.id"], name=op.f("fk_impression_about_id")),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_impression_by_id")),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_impression_exchange_id")),
        sa.ForeignKeyConstraint(["seen_to_by_id"], ["member.id"], name=op.f("fk_impression_seen_to_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_impression_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impression")),
        sa.UniqueConstraint("timebank_id", "exchange_id", name=op.f("uq_impression_timebank_id_exchange_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "impression", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_impression_about_id"), ["about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_impression_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_impression_exchange_id"), ["exchange_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_impression_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "thanks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exchange_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sender_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recipient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_thanks_exchange_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["member.id"], name=op.f("fk_thanks_recipient_id")),
        sa.ForeignKeyConstraint(["sender_id"], ["member.id"], name=op.f("fk_thanks_sender_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_thanks_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
        sa.UniqueConstraint(
            "timebank_id",
            "exchange_id",
            "sender_id",
            name=op.f("uq_thanks_timebank_id_exchange_id_sender_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("thanks", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_thanks_exchange_id"), ["exchange_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_thanks_recipient_id"), ["recipient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_thanks_sender_id"), ["sender_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_thanks_timebank_id"), ["timebank_id"], unique=False)

    op.add_column(
        "timebank", sa.Column("asks_wellbeing", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
