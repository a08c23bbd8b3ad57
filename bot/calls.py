"""A call to the messenger: a method and its parameters go out, and what it answers comes back as plain JSON.

The library's own methods make objects of every answer, of which nobody here reads more than one number, and
that takes as long as everything else about a call. Its errors, its files and its connection are used.
"""

from __future__ import annotations

from typing import Any

from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter  # The only way to build a request by hand.


async def call(
    request: BaseRequest,
    base_url: str,
    method: str,
    parameters: dict[str, Any],
    read_timeout_s: float | None = None,
) -> Any:
    """Calls a method of the Bot API and returns the `result` of its answer.

    Args:
        request: the connection.
        base_url: where the Bot API is, with the token.
        method: its name there, as `sendMessage`.
        parameters: by name; what is None is left out. A file is an `InputFile`.
        read_timeout_s: how long the answer is waited for; None for as long as the connection does by itself.

    Raises:
        TelegramError: as the messenger answers, or as the connection fails.
    """
    data = RequestData(
        [RequestParameter.from_input(name, value) for name, value in parameters.items() if value is not None]
    )
    limit = BaseRequest.DEFAULT_NONE if read_timeout_s is None else read_timeout_s
    return await request.post(f"{base_url}/{method}", request_data=data, read_timeout=limit)
