"""Settings in the chat, what kinds of help demand, and what an organiser does with hours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.add_column("timebank", sa.Column("nation", sa.String(32), server_default="other", nullable=False))
    op.add_column("timebank", sa.Column("refer_to", sa.String(200), nullable=True))
    op.add_column("timebank", sa.Column("kinds_confirmed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("timebank", sa.Column("kinds_confirmed_by_id", BIG, nullable=True))
    # A bank that is open stays open; nobody has confirmed anything there, and so nothing new is demanded.
    op.execute("UPDATE timebank SET kinds_confirmed_at = opened_at")

    op.add_column(
        "kind_demand", sa.Column("banned", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )

    op.add_column(
        "account", sa.Column("own_limits", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("account", sa.Column("limits_after_id", BIG, nullable=True))

    op.create_table(
        "hours_wanted",
        sa.Column("id", BIG, nullable=False),
        sa.Column("timebank_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_hours_wanted_member_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["member.id"], name=op.f("fk_hours_wanted_settled_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_hours_wanted_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_wanted")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hours_wanted_member_id", "hours_wanted", ["member_id"], unique=False)
    op.create_index("ix_hours_wanted_timebank_id", "hours_wanted", ["timebank_id"], unique=False)

    op.create_table(
        "hours_grant",
        sa.Column("id", BIG, nullable=False),
        sa.Column("timebank_id", BIG, nullable=False),
        sa.Column("transfer_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_hours_grant_by_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_hours_grant_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_hours_grant_timebank_id")),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfer.id"], name=op.f("fk_hours_grant_transfer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_grant")),
        sa.UniqueConstraint("transfer_id", name=op.f("uq_hours_grant_transfer_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hours_grant_member_id", "hours_grant", ["member_id"], unique=False)
    op.create_index("ix_hours_grant_timebank_id", "hours_grant", ["timebank_id"], unique=False)
