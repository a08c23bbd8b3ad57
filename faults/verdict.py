"""The verdict: I1 to I8, from the database, from what Telegram took, and from the logs."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from faults.town import STREET_CANARY, TOKEN, Town
from messenger import Message
from models import notification, received
from models.invitation import Invitation
from models.ledger import Transfer
from models.notification import Notice, Notification
from models.request import Request
from tests.stories import invariants

# What each of these says is told nowhere else, so that a second copy of it can only be the same message.
TOLD_ONCE = (Notice.INVITATION, Notice.HOW_LONG, Notice.REMINDER_DAY, Notice.REMINDER_SOON, Notice.CANDIDATE)
LEAKS = (
    TOKEN,
    TOKEN.partition(":")[2],
    STREET_CANARY,
    "canary-webhook",
    "Canary words",
    "Canary0",
    "Canary1",
    "Canary2",
)
COPIES_ALLOWED = 2


@dataclass
class Verdict:
    """What was found.

    Attributes:
        lines: one for each thing that was looked at, with what was found there.
        wrong: what does not hold; empty when all is well.
    """

    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def note(self, what: str, wrong: list[str]) -> None:
        """Writes down one thing that was looked at."""
        self.lines.append(f"{'holds' if not wrong else 'BROKEN'}  {what}")
        self.lines += [f"          {line}" for line in wrong[:10]]
        self.wrong += wrong


def reached(town: Town, *, dead_allowed: int = 0, answers_lost: int = 0) -> Verdict:
    """Looks at everything, once things have settled.

    Args:
        dead_allowed: how many updates may have been set aside, because they were broken on purpose.
        answers_lost: how often an answer of Telegram's, or the process that waited for it, was lost: each may
            have made one further copy of a message.
    """
    verdict = Verdict()
    rows = town.looking.read(lambda session: invariants.broken(session, town.bank_id, town.now()))
    books = town.looking.read(lambda session: _books(session, town.bank_id))
    verdict.note(
        f"I1-I4 the ledger: {books['transfers']} entries, {books['requests']} requests, "
        f"{books['invitations']} invitations",
        [line for line in rows if not line.startswith(("I5", "I6", "I7"))] + _audit(town),
    )
    verdict.note(*_updates(town, rows, dead_allowed))
    verdict.lines += [
        f"          broke: {what} ({number} times)" for what, number in broke(town).most_common(8)
    ]
    verdict.note("I6 the outbox: all that was due is in a last state", _of(rows, "I6"))
    verdict.note(*_arrived(town))
    verdict.note(*_copies(town, answers_lost))
    verdict.note(
        "I7 nothing private in the logs, nothing kept that was handled", _of(rows, "I7") + _leaks(town)
    )
    return verdict


def broke(town: Town) -> Counter[str]:
    """Counts what the processes wrote down as broken: no invariant, but a hint for whoever mends it."""
    found: Counter[str] = Counter()
    for one in town.processes:
        for line in one.log.read_text(errors="replace").splitlines() if one.log.exists() else ():
            if '"exception"' in line and line.startswith("{"):
                with contextlib.suppress(json.JSONDecodeError):
                    event = json.loads(line)
                    trace = event["exception"].strip().splitlines()
                    where = next((one.strip() for one in reversed(trace) if one.startswith("  File ")), "")
                    last = f"{trace[-1][:160]} at {where.rpartition('/')[2]}"
                    found[f"{event.get('what') or event.get('event')}: {last}"] += 1
    return found


def _of(rows: list[str], name: str) -> list[str]:
    return [line for line in rows if line.startswith(name)]


def _books(session: Session, bank_id: int) -> dict[str, int]:
    return {
        "transfers": len(session.exec(select(Transfer.id).where(Transfer.timebank_id == bank_id)).all()),
        "requests": len(session.exec(select(Request.id).where(Request.timebank_id == bank_id)).all()),
        "invitations": len(
            session.exec(select(Invitation.id).where(Invitation.timebank_id == bank_id)).all()
        ),
    }


def _audit(town: Town) -> list[str]:
    """Lets the audit that hosts use look, too."""
    done = subprocess.run(
        [sys.executable, "-m", "goodturn", "audit"],
        env=town.environment(99, {}) | {"GOODTURN_LOG_LEVEL": "ERROR"},
        cwd=town.folder, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return [] if done.returncode == 0 else [f"goodturn audit says {done.stdout[-600:]}{done.stderr[-600:]}"]


def _updates(town: Town, rows: list[str], dead_allowed: int) -> tuple[str, list[str]]:
    """I5: whatever Telegram let go of was received, and ended."""
    town.take_stock()
    issued = town.did["updates"]
    wrong = _of(rows, "I5 update") if dead_allowed == 0 else []
    ended = Counter(town.seen.values())
    dead = ended[received.State.DEAD]
    if len(town.seen) != issued:
        wrong.append(f"I5 {issued} updates were sent and {len(town.seen)} received")
    if dead > dead_allowed:
        wrong.append(f"I5 {dead} updates were set aside, {dead_allowed} of them on purpose")
    handled = ended[received.State.HANDLED]
    return f"I5 the inbox: {issued} updates sent, {handled} handled, {dead} set aside", wrong


def _arrived(town: Town) -> tuple[str, list[str]]:
    """What is marked as sent is in that member's chat."""
    sent = town.looking.read(
        lambda session: session.exec(
            select(Notification.message_id).where(
                Notification.timebank_id == town.bank_id,
                Notification.state == notification.State.SENT,
                col(Notification.message_id).is_not(None),
            )
        ).all()
    )
    known = {message.id for person in town.people for message in person.messages}
    # The stand-in forgets the oldest messages of a long chat, so only what could still be there is asked for.
    oldest = min((person.messages[0].id for person in town.people if len(person.messages) > 400), default=0)
    gone = [number for number in sent if number is not None and number > oldest and number not in known]
    return f"what is marked as sent has arrived: {len(sent)} notices", [
        f"notice {number} is marked as sent and nobody got it" for number in gone
    ]


def _copies(town: Town, answers_lost: int) -> tuple[str, list[str]]:
    """Each logical message once, or once more where its answer, or whoever waited for it, was lost."""
    told: dict[tuple[int, str, str], list[Message]] = defaultdict(list)
    chats = {message.id: message for person in town.people for message in person.heard}
    rows = town.looking.read(
        lambda session: session.exec(
            select(Notification.kind, Notification.message_id).where(
                Notification.timebank_id == town.bank_id,
                Notification.state == notification.State.SENT,
                col(Notification.kind).in_(TOLD_ONCE),
            )
        ).all()
    )
    marked = {number: Notice(kind) for kind, number in rows if number in chats}
    for person in town.people:
        for message in person.heard:
            data = [button.data or "" for row in message.buttons for button in row]
            if data:
                told[message.chat_id, message.text, "|".join(data)].append(message)
    copied: Counter[str] = Counter()
    for same in told.values():
        ours: list[Notice] = [marked[message.id] for message in same if message.id in marked]
        # Two that are marked are two things to say, such as a question and the same one a day later.
        if ours and len(same) > len(ours):
            copied[f"{ours[0].value} in chat {same[0].chat_id}"] = 1 + len(same) - len(ours)
    further = sum(number - 1 for number in copied.values())
    wrong = [f"{what} came {number} times" for what, number in copied.items() if number > COPIES_ALLOWED]
    if further > answers_lost:
        wrong.append(f"{further} messages came again, but only {answers_lost} answers were lost")
    return f"each message once: {further} came twice, {answers_lost} answers were lost on the way", wrong


def _leaks(town: Town) -> list[str]:
    wrong = []
    for one in town.processes:
        said = one.log.read_text(errors="replace") if one.log.exists() else ""
        wrong += [f"I7 {one.name}.log has {leak!r} in it" for leak in LEAKS if leak in said]
    return wrong
