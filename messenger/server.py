"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import inspect
import json
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from messenger import about, editing, polling, sending
from messenger.desk import Desk
from messenger.faults import Fault, Limits
from messenger.params import Params, read
from messenger.refusals import Refused, not_found, unauthorized
from messenger.weather import Weather

CALLS_KEPT = 5000
BODY_LIMIT_BYTES = 50 * 1024 * 1024
REAL_TOKEN = re.compile(r"\d{8,10}:[A-Za-z0-9_-]{35}")
_TOKEN = re.compile(r"\d+:.+")
# Importing these registers their methods.
_COUNTERS = (about, editing, polling, sending)
_SAID = ("sendmessage", "senddocument", "sendphoto", "sendvoice", "sendlocation", "sendvenue", "sendcontact",
         "copymessage", "forwardmessage")  # fmt: skip


@dataclass(frozen=True)
class Call:
    """One call to the Bot API, for the log.

    Attributes:
        method: its name as the bot wrote it.
        params: its parameters; files by name and size only.
        ms: how long the stand-in took, waiting included, in milliseconds.
        answer: what was answered: JSON values, or text; None if the line went dead.
        status: the HTTP status; 0 if the line went dead.
    """

    method: str
    params: dict[str, Any]
    ms: float
    answer: Any
    status: int

    @property
    def chat_id(self) -> int | None:
        """The chat it spoke to, if any."""
        given = str(self.params.get("chat_id", ""))
        return int(given) if given.lstrip("-").isdecimal() else None


class BotApi:
    """Takes calls at the desk, logs them, and lets scripted faults get in the way.

    Args:
        desk: where the methods are.
        token: the only one it takes.
        tell: hears of each call.
    """

    def __init__(self, desk: Desk, token: str, tell: Callable[[Call], None]) -> None:
        self.desk = desk
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.faults: list[Fault] = []
        self.limits = Limits(desk.street.clock)
        self.enforce_limits = False
        self.down = False
        self.weather: Weather | None = None
        self._token = token
        self._tell = tell
        self.routes = [
            Route("/bot{token}/{method}", self._method, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file, methods=["GET"]),
        ]

    def _check_token(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise not_found()
        if token != self._token:
            raise unauthorized()

    async def _method(self, request: Request) -> Response:
        method = request.path_params["method"]
        try:
            self._check_token(request.path_params["token"])
            if int(request.headers.get("content-length", "0")) > BODY_LIMIT_BYTES:
                raise Refused(413, "Request Entity Too Large")  # noqa: TRY301 - all three are answered alike
            body = await request.body()
            params = read(request.url.query, request.headers.get("content-type", ""), body)
        except Refused as refused:
            return _json(refused.code, refused.answer())
        except ClientDisconnect:
            # Whoever asked is gone, as when the bot is stopped; nobody reads this answer.
            return Response(status_code=499)
        begun = time.perf_counter()
        fault = self._next_fault(method, params)
        status, answer = 0, None
        if fault is None or fault.drop_after_delivery:
            status, answer = await self._carry_out(method, params)
        else:
            status, answer = fault.answer()
        lost = fault is not None and fault.drop_after_delivery
        self._log(method, params, begun, 0 if lost else status, None if lost else answer)
        if lost:
            return await _hang_up(request)
        if isinstance(answer, str):
            return Response(answer, status, media_type="text/html" if status >= 400 else "application/json")
        return _json(status, answer)

    async def _carry_out(self, method: str, params: Params) -> tuple[int, Any]:
        try:
            function = self.desk.find(method)
            if self.enforce_limits and method.lower() in _SAID:
                self.limits.spend(self.desk.chat_id(params))
            result = function(self.desk, params)
            if inspect.isawaitable(result):
                result = await result
        except Refused as refused:
            return refused.code, refused.answer()
        return 200, {"ok": True, "result": result}

    def _next_fault(self, method: str, params: Params) -> Fault | None:
        if self.down:
            return Fault("*", 502)
        for fault in self.faults:
            if fault.meets(method, params):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return self.weather.fault(method, params) if self.weather else None

    def _log(self, method: str, params: Params, begun: float, status: int, answer: Any) -> None:
        shown = dict(params.values)
        shown |= {
            name: f"{file.file_name} ({len(file.contents)} bytes)" for name, file in params.files.items()
        }
        call = Call(method, shown, (time.perf_counter() - begun) * 1000, answer, status)
        self.calls.append(call)
        self._tell(call)

    async def _file(self, request: Request) -> Response:
        try:
            self._check_token(request.path_params["token"])
        except Refused as refused:
            return _json(refused.code, refused.answer())
        file_id = request.path_params["path"].rpartition("/")[2].partition(".")[0]
        attachment = self.desk.street.attachment(file_id)
        if attachment is None:
            return _json(404, not_found().answer())
        return Response(attachment.bytes, media_type="application/octet-stream")


def _json(status: int, values: Any) -> Response:
    return Response(json.dumps(values, ensure_ascii=False), status, media_type="application/json")


async def _hang_up(request: Request) -> Response:
    # A server on sockets names the version of ASGI it speaks; a client in the same process does not, and
    # enforces no time-outs either, so that it is given the very one it would have come to.
    if "spec_version" not in request.scope["asgi"]:
        import httpx

        raise httpx.ReadTimeout("the stand-in carried the call out and then hung up")
    while (await request.receive())["type"] != "http.disconnect":
        continue
    return Response(status_code=499)
