"""The methods with which a bot fetches what people said: the long poll, and the webhook it must not have."""

from __future__ import annotations

from typing import Any

from messenger.desk import Desk, method
from messenger.params import Params
from messenger.refusals import Refused, bad_request, conflict
from messenger.street import Waiter

_TIMEOUT_LIMIT_S = 50
_LIMIT = 100
_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@method("getUpdates")
async def get_updates(desk: Desk, params: Params) -> list[dict[str, Any]]:
    """Return the updates held, waiting for the first if there is none.

    A second poll ends the first with a 409, as the real service does: of two pollers neither is told in time
    that it is the wrong one.
    """
    street = desk.street
    if street.settings.webhook_url:
        raise conflict(_WEBHOOK_ACTIVE)
    if desk.poll is not None:
        desk.poll(conflict(_OTHER_POLLER))
    allowed = params.data("allowed_updates")
    if isinstance(allowed, list) and (allowed or None) != street.settings.allowed_updates:
        street.settings.allowed_updates = allowed or None
        street.touch_settings()
    limit = min(max(params.whole("limit", _LIMIT), 1), _LIMIT)
    if desk.repeat_updates and not desk.last_batch_repeated:
        desk.last_batch_repeated = True
        return desk.last_batch
    offset = params.whole("offset")
    if offset > 0:
        street.confirm(offset)
    elif offset < 0 and len(street.updates) > -offset:
        street.confirm(street.updates[offset]["update_id"])
    timeout_s = min(max(params.whole("timeout"), 0), _TIMEOUT_LIMIT_S)
    if not street.updates and timeout_s and not desk.closing:
        await _wait(desk, timeout_s)
    batch = [street.updates[index] for index in range(min(limit, len(street.updates)))]
    if batch:
        desk.last_batch, desk.last_batch_repeated = batch, False
    return batch


async def _wait(desk: Desk, timeout_s: float) -> None:
    waiter, refusals = Waiter(desk.street), list[Refused]()

    def end(refusal: Refused) -> None:
        refusals.append(refusal)
        waiter.wake()

    desk.poll = end
    try:
        await waiter.wait(timeout_s)
    finally:
        if desk.poll is end:
            desk.poll = None
    if refusals:
        raise refusals[0]


@method("setWebhook")
def set_webhook(desk: Desk, params: Params) -> bool:
    """Note where the bot wants its updates. The stand-in calls nobody: they stay here and are counted."""
    url = params.text("url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    return _turn_webhook(desk, params, url)


@method("deleteWebhook")
def delete_webhook(desk: Desk, params: Params) -> bool:
    """Go back to polling."""
    return _turn_webhook(desk, params, "")


def _turn_webhook(desk: Desk, params: Params, url: str) -> bool:
    if params.flag("drop_pending_updates"):
        desk.street.drop_updates()
    if url and desk.poll is not None:
        desk.poll(conflict("terminated by setWebhook request"))
    allowed = params.data("allowed_updates")
    if isinstance(allowed, list):
        desk.street.settings.allowed_updates = allowed or None
    desk.street.settings.webhook_url = url
    desk.street.touch_settings()
    return True


@method("getWebhookInfo")
def get_webhook_info(desk: Desk, params: Params) -> dict[str, Any]:
    """Say where updates go and how many wait."""
    settings = desk.street.settings
    info: dict[str, Any] = {
        "url": settings.webhook_url, "has_custom_certificate": False,
        "pending_update_count": len(desk.street.updates),
    }  # fmt: skip
    if settings.allowed_updates:
        info["allowed_updates"] = settings.allowed_updates
    return info


@method("logOut")
def log_out(desk: Desk, params: Params) -> bool:
    """Leave this server; there is no other to go to."""
    return True


@method("close")
def close(desk: Desk, params: Params) -> bool:
    """Close the bot before moving it to another server."""
    return True
