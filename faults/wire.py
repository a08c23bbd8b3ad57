"""The wire between Goodturn and Telegram: it can be cut, slow or dead, at the level of TCP.

whole     --> forwarded as it comes
cut_early --> the request never arrives, the connection breaks
cut_late  --> the request was carried out, the connection breaks before the answer is through
slow      --> the answer is held for a moment
dead      --> nothing can connect, as when the cable is out
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import dataclass, field
from random import Random

CHUNK_BYTES = 65_536
SLOW_S = (0.05, 1.5)


@dataclass
class Wire:
    """A line of TCP that listens on a port of this machine and leads to another.

    Attributes:
        to_port: where it leads.
        random: decides what happens to each piece.
        chances: how likely `cut_early`, `cut_late` and `slow` are for each piece that passes.
        dead: whether nobody can connect.
        met: how often each thing happened.
    """

    to_port: int
    random: Random
    chances: dict[str, float] = field(default_factory=dict)
    dead: bool = False
    met: Counter[str] = field(default_factory=Counter)
    port: int = 0
    _server: asyncio.Server | None = None
    _lines: set[asyncio.StreamWriter] = field(default_factory=set)

    async def open(self) -> None:
        """Begins to listen on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Breaks every line and stops listening."""
        if self._server is not None:
            self._server.close()
        self.cut_all()

    def cut_all(self) -> None:
        """Breaks every line that stands."""
        for line in list(self._lines):
            line.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.dead:
            self.met["refused"] += 1
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.to_port)
        except OSError:
            writer.transport.abort()
            return
        self._lines |= {writer, far_writer}
        try:
            # Whichever side ends, the whole line ends: that is what either side would see.
            done, rest = await asyncio.wait(
                [
                    asyncio.create_task(self._pump(reader, far_writer, "cut_early")),
                    asyncio.create_task(self._pump(far_reader, writer, "cut_late")),
                ],
                return_when=asyncio.FIRST_COMPLETED,
            )
            for task in rest:
                task.cancel()
            await asyncio.gather(*done, *rest, return_exceptions=True)
        finally:
            for line in (writer, far_writer):
                self._lines.discard(line)
                line.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, cut: str) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(CHUNK_BYTES):
                if self._happens(cut):
                    return
                if cut == "cut_late" and self._happens("slow"):
                    await asyncio.sleep(self.random.uniform(*SLOW_S))
                writer.write(piece)
                await writer.drain()

    def _happens(self, what: str) -> bool:
        happens = self.random.random() < self.chances.get(what, 0.0)
        if happens:
            self.met[what] += 1
        return happens
