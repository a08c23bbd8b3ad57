"""A whole matching round, from database rows to written invitations."""

from __future__ import annotations

import random
import resource
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import Session

from goodturn import demo
from goodturn.process import prepared, settle_memory
from jobs.matching_round import MatchingRound
from models import availability, kind, ledger, member, request
from models.availability import Part
from models.member import Member
from models.offer import Offer
from models.request import Request, Wish
from models.window import When

# By day, because at night nobody is asked.
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CENTRE = (51.545, -0.055)
FIRST = 1_000
# So many requests are asked one after the other, of which the median counts.
NEW = 7


async def run(members: int = 10_000, requests: int = 1_000, seed: int = 20_261_122) -> dict[str, float]:
    """Measures rounds on a made-up town in which people live as densely whatever its size is.

    Args:
        members: how many, with two offers each.
        requests: how many are open.
        seed: of the town.

    Returns:
        `seconds` for the first round, in which everything is read and whoever thinks is started;
        `invitations` written by it; `after_s` for the next, which takes over what the first has written;
        `new_s` for one request more, from its row to its invitations; and `memory_mb` of this process at the
        most.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        store, bank_id = await prepared(url, lambda session: demo.settle(session, NOON))
        # As a process does that serves people.
        settle_memory()
        await store.write(lambda session: _people(session, bank_id, members, requests, random.Random(seed)))
        matching = MatchingRound(store, bank_id, lambda: NOON)
        seconds, written = await _timed(matching)
        after_s, _ = await _timed(matching)
        more = []
        for number in range(NEW):
            await store.write(partial(_one_more, bank_id=bank_id, members=members, number=number))
            new_s, asked = await _timed(matching)
            more.append((new_s, asked))
            await _timed(matching)
        matching.close()
        await store.close()
    assert written, "a round that asks nobody measures nothing"
    assert any(asked for _, asked in more), "and neither does a request to which nobody is asked"
    return {
        "seconds": seconds,
        "invitations": written,
        "after_s": after_s,
        "new_s": statistics.median(new_s for new_s, _ in more),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


async def _timed(matching: MatchingRound) -> tuple[float, int]:
    """Runs one round, and returns how long it took, in seconds, and how many invitations it wrote."""
    began_s = time.perf_counter()
    written = await matching.run()
    return time.perf_counter() - began_s, written


def _one_more(session: Session, *, bank_id: int, members: int, number: int) -> None:
    """One member asks for one thing more."""
    asker = member.get(session, bank_id, FIRST + number * 7 % members)
    account(session, asker)
    wish = Wish("shopping", When(NOON.date() + timedelta(days=2), Part.ANY), 60)
    request.post(session, asker, wish, deed_key=f"bench:new:{number}", now=NOON)


def account(session: Session, asker: Member) -> None:
    """Lets somebody who was put into the town row by row ask like anybody else."""
    ledger.open_account(
        session, timebank_id=asker.timebank_id, member_id=asker.id, floor_minutes=-600, ceiling_minutes=None
    )


def _people(session: Session, bank_id: int, members: int, requests: int, chance: random.Random) -> None:
    """Fills the town; ids are given, so that offers and requests can name them."""
    first = FIRST
    wide = (members / 10_000) ** 0.5

    def place() -> dict[str, float]:
        return {
            "latitude": CENTRE[0] + chance.gauss(0, 0.05 * wide),
            "longitude": CENTRE[1] + chance.gauss(0, 0.08 * wide),
        }

    town = range(first, first + members)
    session.execute(
        insert(Member),
        [
            {
                "id": number, "timebank_id": bank_id, "telegram_user_id": number, "chat_id": number,
                "state": member.State.ACTIVE, "name": f"Member {number}", "languages": "en",
                "zone": "Europe/London", "travel_limit_m": 3_000, "free_slots": chance.getrandbits(21),
                "first_seen_at": NOON, "adult_at": NOON, "is_organiser": False, "place_name": "", **place(),
            }
            for number in town
        ],
    )  # fmt: skip
    session.execute(
        insert(Offer),
        [
            {
                "timebank_id": bank_id, "member_id": number, "kind": code, "made_at": NOON, "note": "",
                "state": "active",
            }
            for number in town
            for code in chance.sample(kind.CODES, 2)
        ],
    )  # fmt: skip
    day = NOON.date() + timedelta(days=2)
    session.execute(
        insert(Request),
        [
            {
                "timebank_id": bank_id, "deed_key": f"bench:{number}", "asker_id": chance.choice(town),
                "kind": chance.choice(kind.CODES), "day": day, "part": Part.ANY,
                "slots": availability.slot(day.weekday(), Part.ANY), "zone": "Europe/London",
                "earliest_at": NOON + timedelta(days=2), "latest_at": NOON + timedelta(days=2, hours=8),
                "minutes": 60, "asked_at": NOON, "at_risk_at": NOON + timedelta(days=1), "note": "",
                "directions": "", "place_name": "", "choosing": "first", "state": "open", "round": 1,
                **place(),
            }
            for number in range(requests)
        ],
    )  # fmt: skip
