"""Every table at once, for those who need the whole schema: migrations and the tests that compare schemas."""

from __future__ import annotations

from models import (
    conversation,
    deeplink,
    exchange,
    invitation,
    journal,
    landmark,
    ledger,
    member,
    notification,
    offer,
    raised_hand,
    received,
    relayed,
    request,
    shown,
    timebank,
)
from models.columns import metadata

MODULES = (
    timebank,
    member,
    ledger,
    offer,
    request,
    invitation,
    exchange,
    relayed,
    notification,
    conversation,
    shown,
    received,
    deeplink,
    raised_hand,
    landmark,
    journal,
)

__all__ = ["MODULES", "metadata"]
