"""When something of ours breaks: the person gets an apology and a reference, the log gets the same one."""

from __future__ import annotations

import secrets

import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

log = structlog.get_logger(__name__)


def reference() -> str:
    """Returns a short code that a person can read out, without letters that look like figures."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "".join(secrets.choice(alphabet) for _ in range(6))


def is_passing(error: BaseException) -> bool:
    """Says whether the same thing may well succeed a little later: the database is away or busy.

    What the database refuses for its content, as a text it cannot hold, it will refuse again.
    """
    return isinstance(error, OperationalError | InterfaceError) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )


def may_get_out_later(error: TelegramError) -> bool:
    """Says whether the messenger may well take later what it did not take now.

    `BadRequest` is a kind of `NetworkError` in name only: what is refused for its content is refused again.
    """
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)


def note(error: BaseException, *, update_id: int | None = None, what: str) -> str:
    """Writes down what broke and returns the reference for it.

    Args:
        error: what was raised; its trace goes to the log and never to a person.
        update_id: the update that was being handled, if any.
        what: which part of the house it happened in.
    """
    code = reference()
    log.error("something broke", reference=code, what=what, update_id=update_id, exc_info=error)
    return code
