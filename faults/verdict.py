"""The verdict: I1 to I8, from the database, from what Telegram took, and from the logs."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import Session, col, select

from faults.taken import Letter
from faults.town import STREET_CANARY, TOKEN, Town
from models import access, notification, received
from models.exchange import Exchange
from models.invitation import Invitation
from models.member import Member
from models.notification import Notice, Notification
from models.request import Request
from models.transfer import Transfer
from tests.stories import invariants

# What each of these says is told nowhere else, so that a second copy of it can only be the same message.
TOLD_ONCE = (
    Notice.INVITATION, Notice.FILLED, Notice.CANDIDATE, Notice.STILL_LOOKING, Notice.LOOKED_AFTER,
    Notice.REMINDER_DAY, Notice.REMINDER_SOON,
)  # fmt: skip
# The second reminder has the words of the first.
LIKE = {Notice.REMINDER_SOON: Notice.REMINDER_DAY}
# Words are chosen a moment before they arrive, and what they are about may end in that moment.
ON_THE_WAY = timedelta(minutes=1)
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
# How an organiser is told the way to a door, or that there is none; not why it cannot be read now.
DOOR, NO_DOOR = re.compile("The way to [^“]+: “"), "has not told us the way to their door."


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
    # Between the arrival of a message and its mark lies the wire, so it is the arrival that counts here.
    overdue = [line for line in _of(rows, "I6") if "had ended" not in line]
    verdict.note("I6 the outbox: all that was due is in a last state", overdue + _too_late(town))
    verdict.note(*_arrived(town))
    verdict.note(*_copies(town, answers_lost))
    verdict.note(
        "I7 nothing private in the logs, nothing kept that was handled", _of(rows, "I7") + _leaks(town)
    )
    verdict.note(*_reads(town))
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
    rows = town.looking.read(lambda session: _tried(session, town.bank_id))
    sent = [row for row in rows if row.state is notification.State.SENT and row.message_id is not None]
    states = Counter(row.state.value for row in rows)
    told = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    return f"what is marked as sent has arrived: {told or 'nothing'}", [
        f"notice {row.id} is marked as sent and nobody got it"
        for row in sent
        if row.message_id not in town.taken.arrivals
    ]


def _too_late(town: Town) -> list[str]:
    """Returns what arrived about a visit after that had ended."""

    def ended(session: Session) -> Sequence[tuple[Notification, Exchange]]:
        return session.exec(
            select(Notification, Exchange)
            .join(Exchange, col(Exchange.id) == col(Notification.subject_id))
            .where(
                Notification.timebank_id == town.bank_id,
                col(Notification.kind).in_(invariants.BEFORE_AND_AFTER),
                Notification.state == notification.State.SENT,
                col(Exchange.ended_at).is_not(None),
            )
        ).all()

    wrong = []
    for row, over in town.looking.read(ended):
        arrived = town.taken.arrivals.get(row.message_id or 0)
        late = arrived is not None and over.ended_at is not None and arrived.at > over.ended_at + ON_THE_WAY
        # Where the clock has jumped while it was on its way, the two moments cannot be compared.
        if late and arrived is not None and not town.clockwork.jumped_before(arrived.monotonic_s):
            wrong.append(f"I6 {row.kind.value} came after exchange {over.id} had ended")
    return wrong


def _copies(town: Town, answers_lost: int) -> tuple[str, list[str]]:
    """Each notice once; once more only where that is harmless or was said, and something was lost."""
    rows = town.looking.read(lambda session: _tried(session, town.bank_id))
    chats = town.looking.read(lambda session: _chats(session, town.bank_id))
    allowed: Counter[Letter] = Counter()
    marked: Counter[Letter] = Counter()
    # One that is not marked may have arrived, and may read like one that is.
    spare = Counter(
        (LIKE.get(row.kind, row.kind), chats[row.recipient_id]) for row in rows if row.message_id is None
    )
    kinds: dict[Letter, Notice] = {}
    for row in rows:
        arrived = None if row.message_id is None else town.taken.arrivals.get(row.message_id)
        if arrived is not None and row.kind in TOLD_ONCE:
            letter = arrived.letter
            marked[letter] += 1
            allowed[letter] += 2 if row.kind in notification.SAFE_TO_REPEAT or row.retold else 1
            kinds[letter] = LIKE.get(row.kind, row.kind)
    further, wrong = 0, []
    for letter, kind in kinds.items():
        came = town.taken.times[letter] - min(
            spare[kind, letter.chat_id], max(0, town.taken.times[letter] - marked[letter])
        )
        further += came - marked[letter]
        if came > allowed[letter]:
            wrong.append(
                f"{kind.value} came {came} times to chat {letter.chat_id}, {marked[letter]} marked, "
                f"{allowed[letter]} allowed: {letter.text[:60]!r}"
            )
    if further > answers_lost:
        wrong.append(f"{further} messages came again, but only {answers_lost} answers were lost")
    return f"each notice once: of {sum(marked.values())}, {further} came once more and harmlessly", wrong


def _tried(session: Session, bank_id: int) -> Sequence[Notification]:
    """What Telegram was asked to tell somebody, or what has ended otherwise."""
    return session.exec(
        select(Notification).where(
            Notification.timebank_id == bank_id, col(Notification.state) != notification.State.PENDING
        )
    ).all()


def _chats(session: Session, bank_id: int) -> dict[int, int]:
    found = session.exec(select(Member.id, Member.chat_id).where(Member.timebank_id == bank_id)).all()
    return {member_id: chat_id or 0 for member_id, chat_id in found}


def _reads(town: Town) -> tuple[str, list[str]]:
    """I8: whoever was shown the way to a door stands in the record, and the record is whole."""
    wrong = town.looking.read(lambda session: access.broken(session, town.bank_id))
    written, _ = town.looking.read(lambda session: access.head(session, town.bank_id))
    shown = sum(
        number for letter, number in town.taken.times.items() if DOOR.match(letter.text)
        or letter.text.endswith(NO_DOOR)
    )  # fmt: skip
    if shown > written:
        wrong.append(f"a door was shown {shown} times and stands in the record {written} times")
    return f"I8 the record of who read the way to a door: {written} written down, {shown} shown", wrong


def _leaks(town: Town) -> list[str]:
    wrong = []
    for one in town.processes:
        said = one.log.read_text(errors="replace") if one.log.exists() else ""
        wrong += [f"I7 {one.name}.log has {leak!r} in it" for leak in LEAKS if leak in said]
    return wrong
