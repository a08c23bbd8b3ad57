"""Every table at once, for those who need the whole schema: migrations and the tests that compare schemas."""

from __future__ import annotations

from models import (
    access,
    account,
    conversation,
    correction,
    deeplink,
    erasure,
    exchange,
    invitation,
    journal,
    landmark,
    lease,
    member,
    notification,
    offer,
    raised_hand,
    received,
    relayed,
    request,
    shown,
    timebank,
    transfer,
)
from models.columns import metadata

MODULES = (
    timebank,
    member,
    account,
    transfer,
    offer,
    request,
    invitation,
    exchange,
    correction,
    relayed,
    notification,
    conversation,
    shown,
    received,
    deeplink,
    raised_hand,
    landmark,
    lease,
    journal,
    access,
    erasure,
)

__all__ = ["MODULES", "metadata"]
