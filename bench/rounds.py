"""A whole matching round, from database rows to written invitations."""

from __future__ import annotations

import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import Session

from goodturn import demo
from goodturn.process import prepared
from jobs.matching_round import MatchingRound
from models import availability, kind, member
from models.availability import Part
from models.member import Member
from models.offer import Offer
from models.request import Request

# By day, because at night nobody is asked.
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CENTRE = (51.545, -0.055)


async def run(members: int = 10_000, requests: int = 1_000, seed: int = 20_261_122) -> dict[str, float]:
    """Measures one round on a made-up town of about 20 km across.

    Args:
        members: how many, with two offers each.
        requests: how many are open.
        seed: of the town.

    Returns:
        `seconds` for the round and `invitations` written.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        store, bank_id = await prepared(url, lambda session: demo.settle(session, NOON))
        await store.write(lambda session: _people(session, bank_id, members, requests, random.Random(seed)))
        matching = MatchingRound(store, bank_id, lambda: NOON)
        began_s = time.perf_counter()
        written = await matching.run()
        seconds = time.perf_counter() - began_s
        await store.close()
    assert written, "a round that asks nobody measures nothing"
    return {"seconds": seconds, "invitations": written}


def _people(session: Session, bank_id: int, members: int, requests: int, chance: random.Random) -> None:
    """Fills the town; ids are given, so that offers and requests can name them."""
    first = 1_000

    def place() -> dict[str, float]:
        return {
            "latitude": CENTRE[0] + chance.gauss(0, 0.05),
            "longitude": CENTRE[1] + chance.gauss(0, 0.08),
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
