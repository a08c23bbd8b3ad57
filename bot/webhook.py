"""The webhook: the messenger brings its updates to us, and is told so only when they are safely kept.

    POST --> secret right? --> small enough? --> JSON? --> committed --> 200
               | 403            | 413             | 400      | 503, and the messenger brings it again

Nothing of a body is read before the secret was found right. Many come at once and are kept together: the next
ones gather while those before them are being committed.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

import structlog
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot import failures
from bot.inbox import ALLOWED, FIRST_PAUSE_S, LARGEST_ID, LAST_PAUSE_S, Inbox

log = structlog.get_logger(__name__)

T = TypeVar("T")

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header  # nosec B105
LARGEST_BODY_BYTES = 1_000_000
BODY_LIMIT_S = 10.0
# How many updates the messenger may bring at once, and how often we look whether it still brings them here.
CONNECTIONS = 40
LOOK_S = 60.0


class _Refused(Exception):
    """A request that is answered with a bare status.

    Attributes:
        status: the HTTP status.
    """

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def webhook_app(inbox: Inbox, url: str, secret: str) -> Starlette:
    """Returns what takes updates in.

    Args:
        inbox: where they are kept.
        url: the whole address that the messenger knows; only its path is served.
        secret: what the messenger shows with each.
    """

    async def take(request: Request) -> Response:
        try:
            _check_head(request, secret)
            update = _read(await _body(request))
            await _kept(inbox, update)
        except _Refused as refused:
            # What was not read is never read: the connection ends here.
            return Response(status_code=refused.status, headers={"Connection": "close"})
        except ClientDisconnect:
            return Response(status_code=499)
        except DBAPIError as trouble:
            log.warning("an update cannot be kept now", kind=type(trouble).__name__)
            return Response(status_code=503, headers={"Retry-After": "1"})
        except Exception as error:
            failures.note(error, what="taking an update in")
            return Response(status_code=500)
        return Response(status_code=200)

    return Starlette(routes=[Route(urlsplit(url).path or "/", take, methods=["POST"])])


async def register(bot: Bot, url: str, secret: str) -> None:
    """Asks the messenger to bring updates to that address, and goes on asking until it answers.

    Raises:
        InvalidToken: the messenger does not know our token.
        BadRequest: it does not like the address.
    """
    await _until_answered(
        lambda: bot.set_webhook(
            url, secret_token=secret, allowed_updates=list(ALLOWED), max_connections=CONNECTIONS
        )
    )


async def unregister(bot: Bot) -> None:
    """Asks the messenger to keep updates until they are fetched; it loses none of those it holds.

    Raises:
        InvalidToken: the messenger does not know our token.
    """
    await _until_answered(bot.delete_webhook)


async def watch(bot: Bot, url: str, secret: str, heard: Callable[[], None] = lambda: None) -> None:
    """Looks every minute whether updates are still brought to us, until it is cancelled.

    Args:
        bot: whose updates.
        url, secret: as for `register`.
        heard: called whenever the messenger says that all is well.

    Raises:
        InvalidToken: the messenger does not know our token any more.
        Conflict: another bot process has turned the webhook off and fetches updates itself.
    """
    turned_off = 0
    while True:
        try:
            info = await bot.get_webhook_info()
            if info.url != url:
                turned_off += 1
                if turned_off > 1:
                    raise Conflict("updates are brought to another address, or fetched")  # noqa: TRY301
                log.warning("updates were no longer brought here; asking for them again")
                await register(bot, url, secret)
            else:
                turned_off = 0
                heard()
        except (InvalidToken, Conflict):
            raise
        except TelegramError as trouble:
            log.warning("the webhook cannot be looked at", kind=type(trouble).__name__)
        await asyncio.sleep(LOOK_S)


async def _until_answered(ask: Callable[[], Awaitable[T]]) -> T:
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            return await ask()
        except RetryAfter as told:
            after = told.retry_after
            wait_s = float(after if isinstance(after, int | float) else after.total_seconds())
        except NetworkError as trouble:
            # A refusal is one of these in name only.
            if isinstance(trouble, BadRequest):
                raise
            wait_s, pause_s = pause_s, min(LAST_PAUSE_S, pause_s * 2)
        log.warning("the messenger does not answer; trying again", pause_s=wait_s)
        await asyncio.sleep(wait_s)


async def _kept(inbox: Inbox, update: dict[str, Any]) -> None:
    try:
        await inbox.bring(update)
    except DBAPIError:
        await inbox.cannot_keep([update])
        raise


def _check_head(request: Request, secret: str) -> None:
    """Looks at what is known before the body; the secret that was shown is never written anywhere."""
    shown = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), secret.encode()):
        raise _Refused(403)
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length[:20]) > LARGEST_BODY_BYTES:
        raise _Refused(413)


async def _body(request: Request) -> bytes:
    """Reads no more than is allowed, however it comes, and not for ever."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_LIMIT_S):
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST_BODY_BYTES:
                    raise _Refused(413)
    except TimeoutError:
        raise _Refused(408) from None
    return bytes(body)


def _read(body: bytes) -> dict[str, Any]:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        raise _Refused(400) from None
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int or not 0 <= number <= LARGEST_ID:
        raise _Refused(400)
    return dict(update)
