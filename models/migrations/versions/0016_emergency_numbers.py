"""The emergency number of the country, where a bank has the one that works anywhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# Named here, because a later version may know more.
ANYWHERE = "112"
EMERGENCY_NUMBERS = {"AU": "000", "CA": "911", "GB": "999", "NZ": "111", "US": "911"}


def upgrade() -> None:
    """Goes from the version before to this one."""
    bank = sa.table("timebank", sa.column("country", sa.String), sa.column("emergency_number", sa.String))
    for country, number in EMERGENCY_NUMBERS.items():
        usual = (bank.c.country == country) & (bank.c.emergency_number == ANYWHERE)
        op.execute(sa.update(bank).where(usual).values(emergency_number=number))


def downgrade() -> None:
    """Refused: data would be lost. Restore a backup from before instead."""
    raise NotImplementedError("an older release starts from a backup made before the upgrade")
