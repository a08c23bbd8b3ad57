"""The presence of one process among others: its name, that it is alive, and what it alone does meanwhile.

    arrive --> renewed every few seconds --> leave
                        \\--> killed, or asleep: its leases run out, and another takes over

Each process says with a lease that it is alive. How many there are gives each its share of the pace at which
Telegram lets the bot speak; and of those that would fetch updates, one does.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models import lease
from models.store import Store

log = structlog.get_logger(__name__)

LISTENING = "listening"
SENDERS = "sender:"
LENGTH = timedelta(seconds=15)
RENEW_S = 3.0
LOOK_S = 0.5
FORGOTTEN_AFTER = timedelta(days=1)
LEAVE_LIMIT_S = 3.0


class SecondListener(Exception):
    """Another process fetches updates.

    Attributes:
        holder: its name.
    """

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


def process_name() -> str:
    """Makes up the name of this process: where it runs, its number there, and something nobody else has."""
    host = re.sub(r"[^A-Za-z0-9.-]", "-", socket.gethostname())[:48]
    return f"{host}/{os.getpid()}/{secrets.token_hex(3)}"


@dataclass
class Presence:
    """That a process is here.

    Attributes:
        store: the database it shares with others.
        timebank_id: the time bank they all serve.
        clock: the present moment.
        on_share: told which share of the pace is ours, each time it has been counted.
        name: of this process.
        others: the names of the other processes that are alive, as last counted.
    """

    store: Store
    timebank_id: int
    clock: Callable[[], datetime]
    on_share: Callable[[float], None] = lambda _: None
    name: str = field(default_factory=process_name)
    others: tuple[str, ...] = ()
    _listens: bool = False

    async def arrive(self, *, alone: bool = False) -> None:
        """Says that we are here, and waits until those who are here too have heard it.

        Args:
            alone: no other process can be alive, so that what an earlier one left is swept away.
        """
        if alone:
            await self.store.write(lambda session: lease.clear(session, timebank_id=self.timebank_id))
        before = self.clock() - FORGOTTEN_AFTER
        await self.store.write(
            lambda session: lease.forget(session, timebank_id=self.timebank_id, before=before)
        )
        await self.renew()
        if self.others:
            # They still speak at a pace of which a part is ours now.
            await asyncio.sleep(RENEW_S + LOOK_S)

    async def listen_alone(self) -> None:
        """Becomes the one that fetches updates, or learns who is.

        A killed process lets go of nothing. Whether it lives is seen by whether it renews its lease, and not
        by anybody's clock, so that one that was set back keeps nobody waiting for hours.

        Raises:
            SecondListener: another process is alive and listens.
        """
        seen: tuple[str, datetime] | None = None
        began_s = time.monotonic()
        while True:
            dead = seen if time.monotonic() - began_s > LENGTH.total_seconds() else None
            found = await self.store.write(partial(self._ask_to_listen, dead=dead))
            if found is None:
                self._listens = True
                return
            if seen is None:
                log.info("another process listened; waiting to see whether it is alive", holder=found[0])
            elif found != seen:
                raise SecondListener(found[0])
            seen = found
            await asyncio.sleep(LOOK_S)

    async def keep(self) -> None:
        """Says again and again that we are here, until it is cancelled.

        Raises:
            SecondListener: while we slept, or were cut off, another process took over listening.
        """
        in_trouble = False
        while True:
            await asyncio.sleep(RENEW_S)
            try:
                await self.renew()
                in_trouble = False
            except DBAPIError as trouble:
                if not in_trouble:
                    log.warning("the database does not answer", kind=type(trouble).__name__)
                in_trouble = True

    async def renew(self) -> None:
        """Says once that we are here, and counts who else is."""
        alive, listener = await self.store.write(self._renew)
        self.others = tuple(name for name in alive if name != self.name)
        self.on_share(1.0 / (len(self.others) + 1))
        if listener is not None:
            raise SecondListener(listener)

    async def leave(self) -> None:
        """Lets go of everything, if the database takes it now; it would run out by itself."""

        def let_go(session: Session) -> None:
            for name in self._names():
                lease.let_go(session, timebank_id=self.timebank_id, name=name, holder=self.name)

        with suppress(DBAPIError, TimeoutError):
            async with asyncio.timeout(LEAVE_LIMIT_S):
                await self.store.write(let_go)

    def _names(self) -> list[str]:
        return [f"{SENDERS}{self.name}", *([LISTENING] if self._listens else [])]

    def _take(self, session: Session, name: str) -> bool:
        return lease.take(
            session,
            timebank_id=self.timebank_id,
            name=name,
            holder=self.name,
            now=self.clock(),
            length=LENGTH,
        )

    def _renew(self, session: Session) -> tuple[list[str], str | None]:
        """Returns who is alive, and who has taken over listening from us, if anybody has."""
        lost = [name for name in self._names() if not self._take(session, name)]
        alive = lease.holders(session, timebank_id=self.timebank_id, prefix=SENDERS, now=self.clock())
        if LISTENING not in lost:
            return alive, None
        found = lease.find(session, timebank_id=self.timebank_id, name=LISTENING)
        return alive, None if found is None else found[0]

    def _ask_to_listen(
        self, session: Session, *, dead: tuple[str, datetime] | None
    ) -> tuple[str, datetime] | None:
        """Returns None when we listen now, and otherwise who does and until when."""
        found = lease.find(session, timebank_id=self.timebank_id, name=LISTENING)
        if dead is not None and found == dead:
            lease.let_go(session, timebank_id=self.timebank_id, name=LISTENING, holder=dead[0])
        return None if self._take(session, LISTENING) else found
