"""The desk where calls to the Bot API are taken: which method is which, and who may be written to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from messenger.groups import Group
from messenger.params import Params
from messenger.people import Person
from messenger.refusals import Refused, bad_request, forbidden, not_found
from messenger.street import Street

Answer = Any
Method = Callable[["Desk", Params], Answer | Awaitable[Answer]]
METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Register a function as the Bot API method of that name; Telegram does not mind the case."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return register


class Desk:
    """What each method has before it.

    Args:
        street: the state that it reads and changes.
    """

    def __init__(self, street: Street) -> None:
        self.street = street
        self.poll: Callable[[Refused], None] | None = None
        self.repeat_updates = False
        self.last_batch: list[dict[str, Any]] = []
        self.last_batch_repeated = True
        self.closing = False

    def find(self, name: str) -> Method:
        """Return the method of a name.

        Raises:
            Refused: 404, if Telegram has none, or the stand-in has not learnt it.
        """
        if name.lower() not in METHODS:
            raise not_found()
        return METHODS[name.lower()]

    def chat_id(self, params: Params, name: str = "chat_id") -> int:
        """Return the id in a parameter.

        Raises:
            Refused: 400, if it is missing or is nobody's.
        """
        given = params.text(name)
        if not given:
            raise bad_request("chat_id is empty")
        if given.startswith("@"):
            for person in self.street.people.values():
                if person.profile.username == given[1:]:
                    return person.id
            raise bad_request("chat not found")
        try:
            number = int(given)
        except ValueError:
            raise bad_request("chat not found") from None
        if number not in self.street.people and number not in self.street.groups:
            raise bad_request("chat not found")
        return number

    def reader(self, params: Params) -> Person | Group:
        """Return the person or the group that the bot may write to.

        Raises:
            Refused: 400 if the chat does not exist; 403 if they never wrote first, or blocked the bot, or
                if it is not in the group.
        """
        number = self.chat_id(params)
        if number in self.street.groups:
            group = self.street.groups[number]
            group.check_bot()
            return group
        person = self.street.people[number]
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        return person
