"""The nightly backup in a process of its own: going through all the books keeps a processor busy for seconds,
and whoever writes to Goodturn just then should not notice.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from datetime import datetime
from pathlib import Path
from typing import Any

from goodturn import backup
from goodturn.backup import BackupFailed

# How much this process gives way to others on the machine, of 19 at the most.
GIVES_WAY = 10


async def make(url: str, folder: Path, *, now: datetime, kept: int, due: datetime) -> Path:
    """Makes a backup as `backup.make` does, and waits for it. Arguments and refusals as there.

    When whoever waits is cancelled the process is ended too; what it leaves is swept away by the next one.

    Returns:
        The file.
    """
    wish = {
        "url": url,
        "folder": str(folder),
        "now": now.isoformat(),
        "kept": kept,
        "due": due.isoformat(),
    }
    making = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "goodturn.nightly", stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    try:
        # The address may hold a password, so it is not shown among the arguments of a process.
        said, complaints = await making.communicate(json.dumps(wish).encode())
    finally:
        if making.returncode is None:
            making.kill()
            await making.wait()
    if making.returncode != 0:
        lines = complaints.decode().strip().splitlines()
        raise BackupFailed(lines[-1] if lines else f"The backup was ended ({making.returncode}).")
    return Path(said.decode().strip())


def _as_wished(wish: dict[str, Any]) -> None:
    os.nice(GIVES_WAY)
    try:
        made = backup.make(
            wish["url"],
            Path(wish["folder"]),
            now=datetime.fromisoformat(wish["now"]),
            kept=wish["kept"],
            due=datetime.fromisoformat(wish["due"]),
        )
    except BackupFailed as failed:
        sys.exit(str(failed))
    sys.stdout.write(str(made.path))


if __name__ == "__main__":
    _as_wished(json.load(sys.stdin))
