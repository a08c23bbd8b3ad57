"""A backlog: ten thousand updates wait when the bot starts, and news for others come due meanwhile.

The messenger is a process of its own, as in `bench.updates`. How long storing takes is seen from there: the
bot lets go of an update only when it is safely kept.
"""

from __future__ import annotations

import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bench import updates
from bench.bare_messenger import FIRST_ID
from models import member, notification
from models.availability import ALWAYS
from models.member import Member, Profile
from models.notification import Notice
from models.place import Point

UPDATES, PEOPLE = 10_000, 500
NEWS, NEWS_EVERY_S = 20, 0.5


def run() -> dict[str, float]:
    """Starts a bot with the backlog before it.

    Returns:
        seconds from listening until all is stored (`stored_s`) and answered (`answered_s`), the most memory
        it had, in `memory_mb`, and by how many seconds what came due meanwhile was late at most, `late_s`.
    """
    script = ["/hours"] * (UPDATES // PEOPLE)
    chosen = {"people": PEOPLE, "script": script, "per_s": 0, "answered": True, "at_once": True}
    port = updates.free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        updates.messenger(port, chosen),
    ):
        updates.wait_until(lambda: updates.figures(port, "?begin")["handled"] == 0)
        with updates.process("bench.updates", "backlog", str(port), folder) as bot:
            updates.wait_until((Path(folder) / "ready").exists)
            began_s = time.monotonic()
            updates.wait_until(lambda: updates.figures(port)["confirmed"] >= UPDATES)
            stored_s = time.monotonic() - began_s
            updates.wait_until(lambda: _all_done(updates.figures(port)))
            answered_s = time.monotonic() - began_s
            memory_mb = _most_memory_mb(bot)
        due_from_s = float((Path(folder) / "due_from_s").read_text())
        late_s = [
            at_s - due_from_s - (int(chat) - FIRST_ID - PEOPLE) * NEWS_EVERY_S
            for chat, at_s in updates.figures(port)["unasked_at_s"].items()
        ]
    return {"stored_s": stored_s, "answered_s": answered_s, "memory_mb": memory_mb, "late_s": max(late_s)}


def furnish(session: Session, bank_id: int, now: datetime) -> None:
    """Lets people be members already, and news for some who do not write come due one by one from now on."""
    people = [_joined(session, bank_id, number, now) for number in range(PEOPLE + NEWS)]
    for number, one in enumerate(people[PEOPLE:]):
        due_at = now + timedelta(seconds=number * NEWS_EVERY_S)
        notification.queue(session, Notice.APPROVED, subject_id=one.id, recipient=one, send_after=due_at)


def _joined(session: Session, bank_id: int, number: int, now: datetime) -> Member:
    account = FIRST_ID + number
    one = member.meet(
        session, timebank_id=bank_id, telegram_user_id=account, chat_id=account, language="en", now=now
    )
    member.say_adult(session, one, now)
    member.agree_to_privacy(session, one, now)
    profile = Profile(f"N{number}", Point(51.5, -0.1), "Mill Lane", 3_000, ALWAYS)
    member.join(session, one, profile, now)
    return one


def _all_done(figures: dict[str, Any]) -> bool:
    return bool(figures["handled"] >= UPDATES and len(figures["unasked_at_s"]) >= NEWS)


def _most_memory_mb(process_id: int) -> float:
    """The most memory that process ever had, as Linux counts it."""
    for line in Path(f"/proc/{process_id}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the system does not tell")
