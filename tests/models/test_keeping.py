"""Proves when the words of a concern go, that nothing else of it does, and that no other hand takes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select
from street import Street

from models import concern, erasure, keeping, role, task
from models.concern import Concern, State, WordsGone
from models.journal import JournalEntry
from models.keeping import AHEAD, Why, years_later
from models.member import Member, NotFound
from models.notification import Notice
from models.role import Role
from models.task import TaskKind

WORDS = "He asked for my bank card"
HOUR = timedelta(hours=1)


async def closed(street: Street, about: Member | None = None, lead: Member | None = None) -> Concern:
    """Amina's worry about Ben, or another, which Carla, or another lead, has seen to and closed."""
    lead, about = lead or street.carla, about or street.ben
    if not lead.is_organiser:
        await street.do(role.give, lead.id, Role.LEAD, street.olga, street.now)
    found = await street.do(
        concern.raise_, street.amina, now=street.now, text=WORDS, voice="voice-1", subject_id=about.id
    )
    await street.do(concern.add_note, found.id, lead, "I rang her", street.now)
    return await street.do(concern.close, found.id, lead, "Talked to both", street.now)


async def upkeep(street: Street, now: datetime) -> tuple[int, int]:
    """What the upkeep does then: of how many it tells, and how many it empties."""
    return (
        await street.do(keeping.tell, street.bank.id, now),
        await street.do(keeping.empty, street.bank.id, now),
    )


async def words_of(street: Street, found: Concern) -> set[str]:
    """All that is still said in it."""
    rows = await street.see(concern.entries, found)
    return {said for row in rows for said in (row.text, row.voice) if said}


async def ends_of(street: Street, who: Member, now: datetime) -> list[int]:
    """The concerns in that one's queue whose words are about to go."""
    tasks = await street.see(task.waiting, who, now)
    return [one.subject_id for one in tasks if one.kind is TaskKind.CONCERN_ENDING]


async def test_the_words_go_six_years_after_and_nothing_else(street: Street) -> None:
    """The lead is told four weeks before and in the last week; the row, its moments and the others stay."""
    found, other = await closed(street), await closed(street)
    await street.do(concern.raise_, street.amina, now=street.now, text="And this is open")
    over = years_later(street.now, 6)
    assert await upkeep(street, over - AHEAD - HOUR) == (0, 0)
    assert await upkeep(street, over - AHEAD) == (2, 0)
    assert await upkeep(street, over - HOUR) == (0, 0)
    told = await street.notices(Notice.TASK_CONCERN_ENDING)
    assert {row.recipient_id for row in told} == {street.carla.id}
    assert sorted(row.send_after for row in told if row.subject_id == found.id) == [
        over - AHEAD, over - timedelta(days=7),
    ]  # fmt: skip
    before = await street.see(concern.entries, found)
    assert await upkeep(street, over) == (0, 2)
    assert await upkeep(street, over + HOUR) == (0, 0)
    assert await words_of(street, found) == await words_of(street, other) == set()
    after = await street.see(concern.entries, found)
    assert [(row.id, row.at, row.by_id, row.what) for row in before] == [
        (row.id, row.at, row.by_id, row.what) for row in after
    ]
    bare = await street.again(found)
    assert (bare.state, bare.raised_at, bare.closed_at, bare.emptied_at) == (
        State.CLOSED, street.now, street.now, over,
    )  # fmt: skip
    assert (bare.subject_id, bare.exchange_id) == (None, None)
    assert await street.told(Notice.TASK_CONCERN_ENDING) == []
    with pytest.raises(WordsGone):
        await street.do(concern.add_note, found.id, street.carla, "Too late", over)


async def test_an_open_concern_is_never_emptied(street: Street) -> None:
    """However old it is, and whoever tries: the database refuses it too."""
    await street.do(role.give, street.carla.id, Role.LEAD, street.olga, street.now)
    found = await street.do(concern.raise_, street.amina, now=street.now, text=WORDS)
    for years in (7, 80):
        assert await upkeep(street, years_later(street.now, years)) == (0, 0)
    await street.do(concern.hear, found.id, street.carla, street.now)
    assert await upkeep(street, years_later(street.now, 80)) == (0, 0)

    def force(session: Session) -> None:
        row = session.get_one(Concern, found.id)
        row.emptied_at = street.now
        session.add(row)
        session.flush()
        session.execute(text("UPDATE concern_entry SET text = '', voice = ''"))

    with pytest.raises(DBAPIError, match="never changed or deleted"):
        await street.do(force)
    assert await words_of(street, found) == {WORDS}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE concern_entry SET text = 'He is harmless'",
        "UPDATE concern_entry SET what = 'note', text = '', voice = ''",
        "UPDATE concern_entry SET by_id = NULL, text = '', voice = ''",
        "UPDATE concern_entry SET at = '2020-01-01', text = '', voice = ''",
        "UPDATE concern_entry SET text = '', voice = 'voice-2'",
        "DELETE FROM concern_entry",
    ],
)
async def test_of_an_emptied_one_nothing_can_be_changed_either(street: Street, change: str) -> None:
    """Only the words may be taken out; they are not put back, and no line of it is bent or lost."""
    await closed(street)
    over = years_later(street.now, 6)
    await upkeep(street, over - AHEAD)
    await upkeep(street, over)
    with pytest.raises(DBAPIError, match="never changed or deleted"):
        await street.do(lambda session: session.execute(text(change)))


async def test_before_its_time_the_words_of_a_closed_one_cannot_be_taken(street: Street) -> None:
    """As long as the row does not say that it is emptied, its words are as safe as before."""
    found = await closed(street)
    with pytest.raises(DBAPIError, match="never changed or deleted"):
        await street.do(
            lambda session: session.execute(text("UPDATE concern_entry SET text = '', voice = ''"))
        )
    assert WORDS in await words_of(street, found)


async def test_a_lead_keeps_one_longer_as_often_as_needed(street: Street) -> None:
    """Each time a year more, in the journal with the reason; two taps are one, and others cannot."""
    found = await closed(street)
    over = years_later(street.now, 6)
    early = await street.do(keeping.keep, found.id, street.carla, Why.OTHER, over - AHEAD - HOUR)
    assert early.kept_until is None
    await upkeep(street, over - AHEAD)
    assert await ends_of(street, street.carla, over - AHEAD) == [found.id]
    assert await ends_of(street, street.olga, over - AHEAD) == []
    for who in (street.olga, street.ben, street.amina):
        with pytest.raises(NotFound):
            await street.do(keeping.keep, found.id, who, Why.OTHER, over - AHEAD)
    for _ in range(2):
        kept = await street.do(keeping.keep, found.id, street.carla, Why.AUTHORITY, over - HOUR)
        assert kept.kept_until == years_later(over, 1)
    assert await street.told(Notice.TASK_CONCERN_ENDING) == []
    assert await ends_of(street, street.carla, over) == []
    assert await upkeep(street, over + HOUR) == (0, 0)
    assert await upkeep(street, years_later(over, 1) - AHEAD) == (1, 0)
    await street.do(keeping.keep, found.id, street.carla, Why.AGAIN, years_later(over, 1) - HOUR)
    assert await upkeep(street, years_later(over, 2) - AHEAD) == (1, 0)
    assert WORDS in await words_of(street, found)
    assert await upkeep(street, years_later(over, 2)) == (0, 1)

    def noted(session: Session) -> list[tuple[int | None, str]]:
        rows = session.exec(select(JournalEntry).where(JournalEntry.act == keeping.ACT))
        return [(row.by_id, row.detail["why"]) for row in rows]

    assert await street.see(noted) == [(street.carla.id, "authority"), (street.carla.id, "again")]
    assert [one.why for one in await street.see(keeping.kept, found)] == [Why.AUTHORITY, Why.AGAIN]


async def test_where_the_bank_keeps_them_for_fewer_years_there_are_four_weeks(street: Street) -> None:
    """A setting that is changed takes no words away at once; and where it is raised, leads are told anew."""
    found = await closed(street)
    late = years_later(street.now, 3)
    await street.decide(concerns_kept_years=1)
    assert await upkeep(street, late) == (1, 0)
    await street.decide(concerns_kept_years=10)
    assert await upkeep(street, late + HOUR) == (0, 0)
    assert await street.told(Notice.TASK_CONCERN_ENDING) == []
    await street.decide(concerns_kept_years=2)
    assert await upkeep(street, late + timedelta(days=2)) == (1, 0)
    assert await upkeep(street, late + timedelta(days=29)) == (0, 0)
    assert WORDS in await words_of(street, found)
    assert await upkeep(street, late + timedelta(days=30)) == (0, 1)


async def test_whoever_it_is_about_hears_nothing_and_alone_lets_nothing_go(street: Street) -> None:
    """About the only organiser nobody can be told, so it stays until somebody else is there who may read."""
    found = await street.do(
        concern.raise_, street.amina, now=street.now, text=WORDS, subject_id=street.olga.id
    )

    def close(session: Session) -> None:
        row = session.get_one(Concern, found.id)
        row.state, row.closed_at, row.next_call_at = State.CLOSED, street.now, None
        session.add(row)

    await street.do(close)
    late = years_later(street.now, 9)
    assert await upkeep(street, late) == (0, 0)
    assert await ends_of(street, street.olga, late) == []
    await street.do(role.give, street.ben.id, Role.LEAD, street.olga, late)
    assert await upkeep(street, late) == (1, 0)
    assert {row.recipient_id for row in await street.notices(Notice.TASK_CONCERN_ENDING)} == {street.ben.id}
    assert await upkeep(street, late + AHEAD) == (0, 1)


async def test_organisers_stand_in_where_there_is_no_lead(street: Street) -> None:
    """They are told and may keep it, as they may read it."""
    found = await closed(street, lead=street.olga)
    late = years_later(street.now, 6)
    await upkeep(street, late - AHEAD)
    assert await ends_of(street, street.olga, late) == [found.id]
    await street.do(keeping.keep, found.id, street.olga, Why.WISHED, late - HOUR)
    assert await upkeep(street, late) == (0, 0)


async def test_the_row_of_whoever_was_forgotten_is_emptied_too(street: Street) -> None:
    """What an erasure leaves for safety's sake goes in its own time."""
    found = await closed(street)
    for one in (street.amina, street.ben):
        await street.do(erasure.forget, one, street.now)
    assert WORDS in await words_of(street, found)
    over = years_later(street.now, 6)
    await upkeep(street, over - AHEAD)
    await upkeep(street, over)
    assert await words_of(street, found) == set()


def test_a_leap_day_has_an_anniversary() -> None:
    """Six years after a 29 February is the day after the 28th."""
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert years_later(leap, 4) == datetime(2032, 2, 29, 12, tzinfo=UTC)
    assert years_later(leap, 6) == datetime(2034, 3, 1, 12, tzinfo=UTC)
