"""A stand-in for Telegram on this machine: the Bot API, and a page with several phones side by side."""

from __future__ import annotations

from messenger.clock import Clock
from messenger.faults import Fault
from messenger.keyboards import Button
from messenger.message import Attachment, Message
from messenger.messenger import Messenger
from messenger.people import Person
from messenger.profile import Profile, Toast
from messenger.refusals import NotPossible
from messenger.server import Call

__all__ = [
    "Attachment", "Button", "Call", "Clock", "Fault", "Message", "Messenger", "NotPossible",
    "Person", "Profile", "Toast",
]  # fmt: skip
