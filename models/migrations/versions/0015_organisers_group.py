"""The organisers' group, and what it is told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Goes from the version before to this one."""
    op.create_table(
        "organiser_group",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("timebank_id", BIG_ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("linked_by_id", BIG_ID, nullable=True),
        sa.Column("uses_topics", sa.Boolean(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("token", sa.String(64), nullable=True),
        sa.Column("token_for_id", BIG_ID, nullable=True),
        sa.Column("token_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["linked_by_id"], ["member.id"], name=op.f("fk_organiser_group_linked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["timebank_id"], ["timebank.id"], name=op.f("fk_organiser_group_timebank_id")
        ),
        sa.ForeignKeyConstraint(
            ["token_for_id"], ["member.id"], name=op.f("fk_organiser_group_token_for_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organiser_group")),
        sa.UniqueConstraint("timebank_id", name=op.f("uq_organiser_group_timebank_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(
        "organiser_group", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(batch_op.f("ix_organiser_group_linked_by_id"), ["linked_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_organiser_group_timebank_id"), ["timebank_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_organiser_group_token_for_id"), ["token_for_id"], unique=False)

    op.create_table(
        "group_post",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("timebank_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject_id", BIG_ID, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("taken_by_id", BIG_ID, nullable=True),
        sa.Column("told", sa.String(32), nullable=True),
        sa.Column("told_taken_by_id", BIG_ID, nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_group_post_tries")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["member.id"], name=op.f("fk_group_post_taken_by_id")),
        sa.ForeignKeyConstraint(["timebank_id"], ["timebank.id"], name=op.f("fk_group_post_timebank_id")),
        sa.ForeignKeyConstraint(
            ["told_taken_by_id"], ["member.id"], name=op.f("fk_group_post_told_taken_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_post")),
        sa.UniqueConstraint(
            "timebank_id", "kind", "subject_id", "since",
            name=op.f("uq_group_post_timebank_id_kind_subject_id_since"),
        ),
        sqlite_autoincrement=True,
    )  # fmt: skip
    with op.batch_alter_table(
        "group_post", schema=None, table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.create_index(
            "ix_group_post_due", ["timebank_id", "try_at"], unique=False,
            sqlite_where=sa.text("try_at IS NOT NULL"), postgresql_where=sa.text("try_at IS NOT NULL"),
        )  # fmt: skip
        batch_op.create_index(batch_op.f("ix_group_post_taken_by_id"), ["taken_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_post_timebank_id"), ["timebank_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_group_post_told_taken_by_id"), ["told_taken_by_id"], unique=False
        )


def downgrade() -> None:
    """Refused: data would be lost. Restore a backup from before instead."""
    raise NotImplementedError("an older release starts from a backup made before the upgrade")
