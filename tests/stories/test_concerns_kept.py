"""The words of a concern go in the end: a lead hears of it before, keeps it longer or lets it go, and others
hear of nothing.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from goodturn import backup, restoring
from models import keeping, timebank
from models.access import AccessEntry
from models.concern import Concern, ConcernEntry
from models.journal import JournalEntry
from models.keeping import AHEAD
from models.notification import Notice, Notification
from models.store import Store
from tests.security.test_organisers_only import resigns
from tests.stories.neighbours import Neighbour, Street, opened_street
from tests.stories.safeguards import gives, raises

UNKNOWN = "We don't know that one, sorry"
WORDS = "He asked me for my bank card"
OUTCOME = "Ben knows now what not to ask"
ABOUT_KEEPER, SOMETHING_ELSE = "An organiser or lead", "Something else"


async def people(street: Street, language: str = "en") -> tuple[Neighbour, Neighbour, Neighbour]:
    """Olga the organiser, Ada, and Lia the safeguarding lead, who reads that language."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    lia = await street.neighbour("Lia", language=language)
    await gives(olga, "lead", "Lia")
    return olga, ada, lia


async def a_closed_one(ada: Neighbour, lia: Neighbour) -> None:
    """Ada raises a concern, and Lia closes it with an outcome."""
    await raises(ada, SOMETHING_ELSE, words=WORDS)
    await lia.taps_data("concernhave:1")
    await lia.taps_data("concernclose:1")
    await lia.says(OUTCOME)


async def goes_at(street: Street, number: int = 1) -> timedelta:
    """How long it is until the words of that concern go, as things stand."""

    def look(session: Session) -> timedelta:
        at = keeping.goes_at(timebank.get(session, street.timebank_id), session.get_one(Concern, number))
        assert at is not None
        return at - street.now()

    return await street.store.read(look)


async def pass_over(street: Street, span: timedelta) -> None:
    """Lets years pass in one step, and everything happen that has come due, also what follows from it."""
    for step in (span, timedelta(minutes=1)):
        street.clock.move(step)
        await street.settle()


async def said(street: Street) -> set[str]:
    """All that is still kept of what was said about concerns."""
    rows = await street.rows(ConcernEntry)
    return {one for row in rows for one in (row.text, row.voice) if one}


async def test_a_lead_is_told_and_lets_it_go(street: Street) -> None:
    """Six years later Lia is told four weeks before and in the last week. She does nothing, the words go, and
    that there was a concern can still be seen.
    """
    olga, ada, lia = await people(street)
    await a_closed_one(ada, lia)
    await lia.says("/concerns")
    await lia.taps("Open concern 1")
    await lia.hears(WORDS, "stay until Tuesday 23 November 2032")
    await pass_over(street, await goes_at(street) - AHEAD - timedelta(days=1))
    await lia.hears_nothing_of("are deleted on")
    await pass_over(street, timedelta(days=1))
    told = await lia.hears("The words of concern 1 are deleted on", "23 November", "your own chat")
    assert WORDS not in told.text and "Ada" not in told.text
    await lia.says("/admin")
    await lia.hears("The words of concern 1 go on")
    await lia.taps("Words of concern 1")
    await lia.hears("are deleted on")
    await olga.says("/admin")
    await olga.hears_nothing_of("concern 1")
    lia.look_away()
    await pass_over(street, timedelta(days=21))
    await lia.hears("The words of concern 1 are deleted on")
    await pass_over(street, timedelta(days=7))
    assert await said(street) == set()
    lia.look_away()
    await lia.says("/concerns")
    await lia.hears("Concern 1, from", "closed")
    await lia.taps("Open concern 1")
    page = await lia.hears("Its words were deleted on", "Somebody told us", "It was closed")
    assert "Ada" not in page.text and OUTCOME not in page.text
    assert "Add a note" not in lia.buttons() and "Keep it longer" not in lia.buttons()
    await lia.taps_data("concernnote:1")
    await lia.hears("The words of this concern were deleted long ago")
    await lia.taps_data("concernkeep:1")
    await lia.hears("Somebody has seen to this already")
    assert len(await street.rows(Concern)) == 1 and len(await street.rows(AccessEntry)) == 2


async def test_a_lead_keeps_it_longer_in_two_taps(street: Street) -> None:
    """With a reason that stands in the journal; a second tap changes nothing, and a year later it is asked
    again.
    """
    olga, ada, lia = await people(street)
    await a_closed_one(ada, lia)
    await pass_over(street, await goes_at(street) - AHEAD)
    await lia.taps("Keep it longer")
    await lia.hears("a year more", "Why?")
    message = lia.message_with("Police, court or council")
    await lia.taps("Police, court or council")
    await lia.hears("The words of concern 1 stay until Wednesday 23 November 2033")
    await lia.taps_data("concernkept:1:authority", message.id)
    await lia.hears_nothing_of("2034")
    [entry] = [row for row in await street.rows(JournalEntry) if row.act == keeping.ACT]
    assert (entry.subject_id, entry.detail["why"]) == (1, "authority")
    await pass_over(street, AHEAD + timedelta(days=1))
    await lia.hears_nothing_of("are deleted on")
    assert WORDS in await said(street)
    await lia.taps_data("concernread:1")
    await lia.hears("Lia kept it longer", "police, a court or the council may need it", "stay until")
    await olga.says("/journal")
    await olga.hears("Lia: kept the words of concern 1 longer")
    await pass_over(street, await goes_at(street) - AHEAD)
    await lia.hears("The words of concern 1 are deleted on", "Wednesday 23 November")
    await lia.taps("Keep it longer")
    await lia.taps("There were more worries")
    await lia.hears("stay until Thursday 23 November 2034")
    assert WORDS in await said(street)


async def test_others_and_former_leads_hear_of_nothing(street: Street) -> None:
    """Organisers beside a lead, members, strangers and a former lead read the same as for any unknown button,
    and forged ones change nothing.
    """
    olga, ada, lia = await people(street)
    pia = await street.neighbour("Pia", organiser=True)
    await gives(olga, "lead", "Pia")
    await a_closed_one(ada, lia)
    await pass_over(street, await goes_at(street) - AHEAD)
    await lia.taps("Keep it longer")
    await olga.says("/roles")
    await olga.taps_each("Take a role away", "Lead: Lia", "Yes, take it away")
    await resigns(street, olga)
    nora = street.newcomer("Nora")
    await nora.says("/start")
    buttons = ("concernkeep:1", "concernkept:1:other", "task:concern_ending:1", "concernread:1")
    for who in (olga, ada, lia, nora):
        for data in buttons:
            await who.taps_data(data)
            await who.hears(UNKNOWN)
    for data in ("concernkept:1:never", "concernkept:1", "concernkeep:x", "concernkept:99:other"):
        await pia.taps_data(data)
        assert [message for message in pia.news if "stay until" in message.text] == []
    assert [row for row in await street.rows(JournalEntry) if row.act == keeping.ACT] == []
    [found] = await street.rows(Concern)
    assert found.kept_until is None
    await pia.taps_data("concernkept:1:other")
    await pia.hears("stay until")


async def test_whoever_it_is_about_is_not_told(street: Street) -> None:
    """Of two leads the one whom it is about hears nothing of it, and cannot keep or read it."""
    olga, ada, lia = await people(street)
    mia = await street.neighbour("Mia")
    await gives(olga, "lead", "Mia")
    await raises(ada, ABOUT_KEEPER, "Lia", words=WORDS)
    await mia.taps_data("concernhave:1")
    await mia.taps_data("concernclose:1")
    await mia.says(OUTCOME)
    await pass_over(street, await goes_at(street) - AHEAD)
    await mia.hears("The words of concern 1 are deleted on")
    await lia.hears_nothing_of("concern 1")
    await lia.taps_data("concernkept:1:other")
    await lia.hears(UNKNOWN)
    told = [row for row in await street.rows(Notification) if row.kind is Notice.TASK_CONCERN_ENDING]
    assert len({row.recipient_id for row in told}) == 1


async def test_the_years_are_a_setting(street: Street) -> None:
    """Olga reads what it means and what is usual, makes it one year, and the words stay four weeks more."""
    olga, ada, lia = await people(street)
    await a_closed_one(ada, lia)
    await pass_over(street, timedelta(days=800))
    await olga.says("/settings")
    await olga.taps_each("Looking after people", "Keep concerns for")
    await olga.hears("Keep concerns for: 6 years", "No law names a number", "Usually it is: 6 years")
    await olga.taps("Change it")
    await olga.hears("from 1 year to 75 years")
    await olga.says("1 year")
    await olga.taps("Yes, change it")
    await olga.hears("Keep concerns for: 1 year")
    await pass_over(street, timedelta(hours=2))
    await lia.hears("The words of concern 1 are deleted on")
    await pass_over(street, AHEAD - timedelta(hours=3))
    assert WORDS in await said(street)
    await pass_over(street, timedelta(hours=4))
    assert await said(street) == set()


async def test_in_spanish_too(street: Street) -> None:
    """A lead who reads Spanish is told, keeps it longer, and later reads what is left."""
    _, ada, lia = await people(street, "es")
    await a_closed_one(ada, lia)
    await pass_over(street, await goes_at(street) - AHEAD)
    await lia.hears("Las palabras de la preocupación 1 se borran", "tu propio chat")
    await lia.taps("Guardarla más tiempo")
    await lia.hears("un año más", "¿Por qué?")
    await lia.taps("Alguien lo pidió")
    await lia.hears("quedan hasta el")
    await pass_over(street, await goes_at(street) - AHEAD)
    await pass_over(street, AHEAD)
    await lia.taps_data("concernread:1")
    await lia.hears("Sus palabras se borraron", "Alguien nos lo contó")


@pytest.mark.parametrize("old", [False, True], ids=["told before the backup", "told after it"])
async def test_a_backup_does_not_bring_the_words_back_for_long(
    sqlite_url: str, tmp_path: Path, old: bool
) -> None:
    """The upkeep of a restored database empties again: at its first turn where the backup knew that leads
    were told, and otherwise four weeks after they are told anew.
    """
    store = Store(sqlite_url)
    async with opened_street(store) as street:
        _, ada, lia = await people(street)
        await a_closed_one(ada, lia)
        await pass_over(street, await goes_at(street) - AHEAD - timedelta(days=1))
        if not old:
            await pass_over(street, timedelta(days=1))
        made = backup.make(sqlite_url, backup.folder_in(tmp_path), now=street.now())
        await pass_over(street, timedelta(days=1) if old else timedelta(0))
        await pass_over(street, AHEAD)
        assert await said(street) == set()
        now = street.now()
    await store.close()
    restoring.restore(sqlite_url, made.path, data_dir=tmp_path, now=now)
    again = Store(sqlite_url)

    def upkeep(session: Session, after: timedelta = timedelta(0)) -> set[str]:
        keeping.tell(session, 1, now + after)
        keeping.empty(session, 1, now + after)
        return {row.text for row in session.exec(select(ConcernEntry)) if row.text}

    kept = await again.write(upkeep)
    assert (WORDS in kept) is old
    assert await again.write(lambda session: upkeep(session, AHEAD)) == set()
    await again.close()
