"""One person in two rows, and a link for whoever was added by hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.create_table(
        "same_person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timebank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kept_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("how", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_same_person_by_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["member.id"], name=op.f("fk_same_person_kept_id")),
        sa.ForeignKeyConstraint(["other_id"], ["member.id"], name=op.f("fk_same_person_other_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_same_person_timebank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_same_person")),
        sa.UniqueConstraint("timebank_id", "other_id", name=op.f("uq_same_person_timebank_id_other_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "same_person", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        for name in ("by_id", "kept_id", "other_id", "timebank_id"):
            batch_op.create_index(batch_op.f(f"ix_same_person_{name}"), [name], unique=False)

    op.add_column(
        "account", sa.Column("heir_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    )
    with op.batch_alter_table("claim", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("intake_id", existing_type=sa.BigInteger(), nullable=True)
