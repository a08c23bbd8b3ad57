"""Nothing lost nothing twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.immutable import allow_changes, forbid_changes
from models.place import Point, snap

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Named here, because a later version forbids changes to tables that do not exist yet.
ONLY_ADDED_TO = ("transfer", "journal_entry", "access_log", "erasure")
GRID_M = 500


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.create_table(
        "erasure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_erasure_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("timebank_id", "member_id", name=op.f("uq_erasure_timebank_id_member_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "erasure", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_erasure_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "lease",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("holder", sa.String(96), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_lease_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lease")),
        sa.UniqueConstraint("timebank_id", "name", name=op.f("uq_lease_timebank_id_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("lease", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_lease_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "access_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_access_log_by_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_access_log_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_access_log_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
        sa.UniqueConstraint("timebank_id", "number", name=op.f("uq_access_log_timebank_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "access_log", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_log_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_log_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "link_use",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("update_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["deep_link.id"], name=op.f("fk_link_use_link_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_link_use_member_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_link_use_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_use")),
        sa.UniqueConstraint("link_id", "member_id", name=op.f("uq_link_use_link_id_member_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "link_use", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_use_link_id"), ["link_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_use_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_use_timebank_id"), ["timebank_id"], unique=False)

    op.create_table(
        "correction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("transfer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_correction_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_correction_timebank_id")),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfer.id"], name=op.f("fk_correction_transfer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("transfer_id", name=op.f("uq_correction_transfer_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "correction", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_timebank_id"), ["timebank_id"], unique=False)

    with op.batch_alter_table(
        "account", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("ceiling_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table(
        "exchange", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("starts_wall", sa.DateTime(timezone=False), nullable=True))
        batch_op.add_column(sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("unreachable_told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index(batch_op.f("ix_exchange_state"))
        batch_op.create_index("ix_exchange_state", ["timebank_id", "state", "starts_at"], unique=False)

    with op.batch_alter_table(
        "invitation", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_open"))
        batch_op.create_index("ix_invitation_open", ["timebank_id", "state", "expires_at"], unique=False)

    with op.batch_alter_table("member", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("moves", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("owed_since", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table(
        "notification", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("retold", sa.Boolean(), server_default=sa.text("(false)"), nullable=False)
        )
        batch_op.drop_index(batch_op.f("ix_notification_due"))
        batch_op.create_index(
            "ix_notification_due",
            ["timebank_id", "state", "send_after"],
            unique=False,
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        )
        batch_op.create_index("ix_notification_finished", ["timebank_id", "finished_at"], unique=False)

    with op.batch_alter_table(
        "received_update", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("holder", sa.String(96), nullable=True))
        batch_op.add_column(sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.drop_index(batch_op.f("ix_received_update_waiting"))
        batch_op.create_index(
            "ix_received_update_line", ["timebank_id", "state", "sender_id", "id"], unique=False
        )

    with op.batch_alter_table(
        "request", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("at", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("called_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table(
        "timebank", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(
            sa.Column("soft_floor_minutes", sa.Integer(), server_default="-120", nullable=False)
        )
        batch_op.add_column(sa.Column("ceiling_minutes", sa.Integer(), nullable=True))

    with op.batch_alter_table(
        "transfer", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(
            sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.drop_index(batch_op.f("ix_transfer_timebank_id"))
        batch_op.drop_index(batch_op.f("ix_transfer_from"))
        batch_op.create_index(
            "ix_transfer_from", ["timebank_id", "from_account_id", "phase", "minutes", "id"], unique=False
        )
        batch_op.drop_index(batch_op.f("ix_transfer_to"))
        batch_op.create_index(
            "ix_transfer_to", ["timebank_id", "to_account_id", "phase", "minutes"], unique=False
        )
        batch_op.create_index(
            "ix_transfer_corrects",
            ["timebank_id", "corrects_id"],
            unique=False,
            sqlite_where=sa.text("corrects_id IS NOT NULL"),
            postgresql_where=sa.text("corrects_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_transfer_corrects_id"), "transfer", ["corrects_id"], ["id"]
        )

    # SQLite drops triggers with the tables it rebuilds, so all of them are made again.
    dialect = op.get_bind().dialect.name
    for table in ONLY_ADDED_TO:
        for statement in [*allow_changes(table, dialect), *forbid_changes(table, dialect)]:
            op.execute(statement)
    for table in ("member", "request"):
        _make_coarser(table)


def _make_coarser(table: str) -> None:
    """Moves places that were kept on the finer grid of 0001 to the middle of a cell of the coarser one."""
    places = sa.table(table, sa.column("id"), sa.column("latitude"), sa.column("longitude"))
    connection = op.get_bind()
    kept = connection.execute(sa.select(places).where(places.c.latitude.is_not(None))).all()
    for row in kept:
        coarse = snap(Point(row.latitude, row.longitude), GRID_M)
        connection.execute(
            sa.update(places)
            .where(places.c.id == row.id)
            .values(latitude=coarse.latitude, longitude=coarse.longitude)
        )
