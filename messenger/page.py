"""The page with the phones, over HTTP: its files, the stream of what changes, and what people do on it.

It answers only to names of this machine, so that a site elsewhere cannot reach it by pointing its own name at
127.0.0.1, and takes nothing from other origins.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from messenger import window
from messenger.people import Person
from messenger.refusals import NotPossible
from messenger.speech import transcript_html, transcript_text

if TYPE_CHECKING:
    from messenger.messenger import Messenger

_HERE = Path(__file__).parent
_FILES = {
    "/": ("page.html", "text/html"), "/app.css": ("app.css", "text/css"),
    "/app.js": ("app.js", "text/javascript"), "/phone.js": ("phone.js", "text/javascript"),
    "/bubble.js": ("bubble.js", "text/javascript"), "/group.js": ("group.js", "text/javascript"),
    "/panel.js": ("panel.js", "text/javascript"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}  # fmt: skip
_SHOWN_TYPES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_HEARTBEAT_S = 15
_RETRY_MS = 700
# The last three never lead to this machine from a browser: they are how in-process clients call it.
_HOSTS = {"127.0.0.1", "localhost", "[::1]", "messenger", "testserver", "api.telegram.org"}
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Doorkeeper:
    """Turns away requests under foreign names or from other sites, and puts safety headers on every answer.

    Args:
        app: what is behind the door.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        name = host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
        if name not in _HOSTS:
            await Response("This page answers only on this machine.", 403)(scope, receive, send)
            return
        # A picture on any site could otherwise call the Bot API, whose made-up token is no secret. Only the
        # page itself may be come to from a link elsewhere.
        if headers.get(b"sec-fetch-site") in (b"cross-site", b"same-site") and scope["path"] != "/":
            await Response("Other sites may not call here.", 403)(scope, receive, send)
            return

        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                present = {key for key, _ in message["headers"]}
                added = [(key.encode(), value.encode()) for key, value in _HEADERS.items()]
                message = {
                    **message,
                    "headers": [*message["headers"], *(h for h in added if h[0] not in present)],
                }
            await send(message)

        await self._app(scope, receive, send_with_headers)


class Page:
    """The routes of the page.

    Args:
        messenger: whose street it shows.
        next_due: says when the bot will next speak of its own accord; None if it cannot say.
    """

    def __init__(
        self, messenger: Messenger, next_due: Callable[[], Awaitable[datetime | None]] | None
    ) -> None:
        self._messenger = messenger
        self._next_due = next_due
        self._streams: set[asyncio.Queue[str | None]] = set()
        self.middleware = [Middleware(Doorkeeper)]
        self.routes = [
            *(Route(path, self._file, methods=["GET"]) for path in _FILES),
            Route("/events", self._events, methods=["GET"]),
            Route("/act", self._act, methods=["POST"]),
            Route("/clock", self._clock, methods=["POST"]),
            Route("/people", self._people, methods=["POST"]),
            Route("/kept/{file_id}", self._kept, methods=["GET"]),
            Route("/transcript/{person:int}.{form}", self._transcript, methods=["GET"]),
        ]

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        for stream in self._streams:
            stream.put_nowait(None)

    async def _file(self, request: Request) -> Response:
        name, media_type = _FILES[request.url.path]
        return FileResponse(_HERE / name, media_type=media_type)

    # ---- what changes --------------------------------------------------------------------------------

    async def _events(self, request: Request) -> Response:
        return StreamingResponse(
            self._stream(), media_type="text/event-stream", headers={"x-accel-buffering": "no"}
        )

    async def _stream(self) -> AsyncIterator[str]:
        loop, stream = asyncio.get_running_loop(), asyncio.Queue[str | None]()

        def listen(kind: str, value: Any) -> None:
            for event, view in window.news(self._messenger, kind, value):
                loop.call_soon_threadsafe(stream.put_nowait, _event(event, view))

        # The whole state goes first and through the same stream, so that no change falls between the two.
        state = _event("state", window.state(self._messenger, self._next_due is not None))
        # After a restart of this process a page should not sit there dead for a browser's usual 3 seconds.
        stream.put_nowait(f"retry: {_RETRY_MS}\n{state}")
        self._streams.add(stream)
        self._messenger.street.listeners.append(listen)
        try:
            while True:
                try:
                    async with asyncio.timeout(_HEARTBEAT_S):
                        line = await stream.get()
                except TimeoutError:
                    line = ": still here\n\n"
                if line is None:
                    return
                yield line
        finally:
            self._messenger.street.listeners.remove(listen)
            self._streams.discard(stream)

    # ---- what people do ------------------------------------------------------------------------------

    async def _act(self, request: Request) -> Response:
        act = await _wanted(request)
        if isinstance(act, Response):
            return act
        try:
            person = self._messenger.street.person(int(act.get("person", 0)))
            _ACTS[act["verb"]](person, act)
        except NotPossible as refusal:
            return JSONResponse({"refused": str(refusal)}, 409)
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"refused": f"not understood: {error!r}"}, 400)
        return JSONResponse({})

    async def _clock(self, request: Request) -> Response:
        act = await _wanted(request)
        if isinstance(act, Response):
            return act
        clock = self._messenger.clock
        if act.get("to") == "next":
            due = await self._next_due() if self._next_due else None
            if due is None:
                # That is how things stand and no fault, so the browser's console need not hear of it.
                return JSONResponse({"refused": "Nothing is waiting to be sent."})
            clock.move(max(due - clock.now(), timedelta()))
            return JSONResponse({})
        try:
            clock.move(timedelta(minutes=int(act["minutes"])))
        except (KeyError, TypeError, ValueError, OverflowError):
            return JSONResponse({"refused": "minutes must be a whole number"}, 400)
        return JSONResponse({})

    async def _people(self, request: Request) -> Response:
        act = await _wanted(request)
        if isinstance(act, Response):
            return act
        name = " ".join(str(act.get("name", "")).split())[:64]
        person = (
            self._messenger.add_person(name, role="neighbour") if name else self._messenger.add_newcomer()
        )
        return JSONResponse({"id": person.id, "name": person.name})

    # ---- what can be taken away ----------------------------------------------------------------------

    async def _kept(self, request: Request) -> Response:
        attachment = self._messenger.street.attachment(request.path_params["file_id"])
        if attachment is None:
            return Response("This file is not here.", 404)
        if attachment.kind == "photo" and attachment.mime_type in _SHOWN_TYPES:
            return Response(attachment.bytes, media_type=attachment.mime_type)
        # Anything else is saved, never opened: it may be a page with a script in it.
        name = (
            "".join(c for c in attachment.file_name if c.isascii() and (c.isalnum() or c in " ._-")) or "file"
        )
        return Response(
            attachment.bytes,
            media_type="application/octet-stream",
            headers={"content-disposition": f'attachment; filename="{name}"'},
        )

    async def _transcript(self, request: Request) -> Response:
        try:
            person = self._messenger.street.person(request.path_params["person"])
        except NotPossible as refusal:
            return Response(str(refusal), 404)
        form = request.path_params["form"]
        bot_name = self._messenger.street.bot["first_name"]
        text = transcript_html(person, bot_name) if form == "html" else transcript_text(person, bot_name)
        headers = {"content-disposition": f'attachment; filename="transcript-{person.id}.{form}"'}
        media_type = "text/html" if form == "html" else "text/plain"
        return Response(text, media_type=media_type, headers=headers)


async def _wanted(request: Request) -> dict[str, Any] | Response:
    """Return what a page of our own asked for, or the answer for anyone else."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none") or origin not in (None, f"http://{request.headers['host']}"):
        return JSONResponse({"refused": "only the page itself may do that"}, 403)
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return JSONResponse({"refused": "JSON, please"}, 415)
    try:
        act = await request.json()
    except ValueError:
        act = None
    return act if isinstance(act, dict) else JSONResponse({"refused": "JSON, please"}, 400)


def _event(kind: str, view: Any) -> str:
    return f"event: {kind}\ndata: {json.dumps(view, ensure_ascii=False)}\n\n"


_ACTS: dict[str, Callable[[Person, dict[str, Any]], object]] = {
    "say": lambda person, act: person.says(str(act["text"]), act.get("reply_to")),
    "tap": lambda person, act: person.taps_data(str(act["data"]), int(act["message"])),
    "edit": lambda person, act: person.edits(int(act["message"]), str(act["text"])),
    "open": lambda person, act: person.opens(str(act["payload"])),
    "follow": lambda person, act: person.follows(str(act["url"])),
    "place": lambda person, act: person.shares_location(float(act["lat"]), float(act["lon"])),
    "refuse_place": lambda person, act: person.refuses_location(),
    "contact": lambda person, act: person.sends_contact(),
    "voice": lambda person, act: person.sends_voice(),
    "sticker": lambda person, act: person.sends_sticker(),
    "photo": lambda person, act: person.sends_photo(),
    "document": lambda person, act: person.sends_document("note.txt", b"A note.\n"),
    "block": lambda person, act: person.blocks_bot(),
    "unblock": lambda person, act: person.unblocks_bot(),
}
