"""Proves that what is said about a request is so: who could come, who not and why, and what would help."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from models import apart, explanation, preference, request
from models.explanation import Explanation, Obstacle
from models.member import Gender, Member
from models.preference import Side
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.neighbours import HOME, Neighbour, Street

NEARLY = (HOME[0] + 0.032, HOME[1])


async def found_about(street: Street, olga: Neighbour) -> Explanation:
    """What an organiser is told about the newest request."""
    wanted = (await street.requests())[-1]

    def ask(session: Session) -> int:
        return explanation.ask(session, wanted.id, olga.row(session), street.now()).id

    number = await street.store.write(ask)
    street.clock.move(timedelta(seconds=1))
    await street.settle()
    return await street.store.read(lambda session: explanation.get(session, street.timebank_id, number))


async def test_everybody_is_accounted_for_by_what_keeps_them(street: Street) -> None:
    """Each of ten neighbours stands where the one thing puts them that keeps them from being asked."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    kept = {
        name: await street.neighbour(name, "shopping") for name in ("Dan", "Eve", "Fay", "Gil", "Ian", "Jo")
    }
    far = await street.neighbour("Far", "shopping", place=NEARLY)
    never = await street.neighbour("Never", "shopping", free_slots=0)
    await street.neighbour("Dogs", "dog")

    def terms(session: Session) -> None:
        preference.say_hurdles(session, ada.row(session), ["stairs"])
        preference.prefer(session, ada.row(session), Side.COMES, Gender.WOMAN)
        for name, who in kept.items():
            preference.say_gender(session, who.row(session), None if name == "Dan" else Gender.WOMAN)
        preference.cannot_manage(session, kept["Eve"].row(session), ["stairs"])
        kept["Fay"].row(session).languages = "cy"
        apart.keep(session, kept["Gil"].row(session), ada.row(session), street.now())
        preference.limit_minutes(session, kept["Ian"].row(session), 30)
        for who in (far, never):
            preference.say_gender(session, who.row(session), Gender.WOMAN)
        preference.travel(session, far.row(session), 3_000)

    await street.store.write(terms)
    await asks_for_shopping(ada)
    told = (await found_about(street, olga)).found
    ids = {row.id: row.name for row in await street.rows(Member)}
    named = {code: [ids[number] for number in numbers] for code, numbers in told["obstacle_ids"].items()}
    assert named == {
        Obstacle.PREFERENCE: ["Dan"],
        Obstacle.HURDLE: ["Eve"],
        Obstacle.LANGUAGE: ["Fay"],
        Obstacle.APART: ["Gil"],
        Obstacle.HOURS: ["Ian"],
        Obstacle.ASKED_BEFORE: ["Jo"],
        Obstacle.REACH: ["Far"],
        Obstacle.TIME: ["Never"],
    }
    assert told["suitable"] == 0
    assert told["offering"] == 8
    assert told["any_language"] == 1
    assert told["further"] == [500, 1]


async def test_who_has_promised_that_time_to_somebody_is_busy(street: Street) -> None:
    """Somebody who is usually free then, and is with somebody else, is told apart from who never is."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, bo = await street.neighbour("Ada"), await street.neighbour("Bo")
    ben = await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await asks_for_shopping(bo, at="2:30pm")
    told = (await found_about(street, olga)).found
    assert told["obstacles"] == {Obstacle.BUSY: 1}


async def test_other_times_are_named_at_which_more_could_come(street: Street) -> None:
    """Where nobody can on the day, the times with most neighbours come first, and none that is over."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    friday_morning, friday = 0b001 << 4 * 3, 0b111 << 4 * 3
    for name, slots in (("Ben", friday_morning), ("Cara", friday), ("Dan", friday_morning)):
        await street.neighbour(name, "shopping", free_slots=slots)
    await asks_for_shopping(ada)
    told = (await found_about(street, olga)).found
    assert told["times"][:2] == [["2026-11-27", "morning", 3], ["2026-12-04", "morning", 3]]
    assert told["times"][2][1:] == ["afternoon", 1]
    [wanted] = await street.requests()
    assert wanted.hindrance == "no_time"


async def test_why_nobody_came_is_kept(street: Street) -> None:
    """A request that nobody could be asked to ends with what kept everybody from it."""
    ada = await street.neighbour("Ada")
    await street.neighbour("Ben", "shopping", free_slots=0)
    await asks_for_shopping(ada)

    await street.later(days=2)
    [ended] = await street.requests()
    assert ended.state is request.State.UNMET
    assert ended.ended_because == "no_time"


async def test_a_request_with_little_hope_goes_to_an_organiser_early(street: Street) -> None:
    """Where it is less likely than the bank's setting that anybody comes, an organiser hears of it within
    minutes and not a day before; where many could come, at its time."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada, day="Saturday 28 November")
    await street.later(minutes=6)
    await olga.hears("nobody has said yes")
    [first] = await street.requests()
    assert first.hope_percent == 0
    for name in ("Ben", "Cara", "Dan", "Eve"):
        await street.neighbour(name, "shopping")
    bo = await street.neighbour("Bo")
    await asks_for_shopping(bo, day="Saturday 28 November")
    await street.later(minutes=30)
    second = (await street.requests())[-1]
    assert second.called_at is None
    assert second.at_risk_at > street.now() + timedelta(days=1)
