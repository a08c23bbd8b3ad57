"""Rosa has no app, and then she has: by a link from Olga, or by herself, and Olga makes one of two."""

from __future__ import annotations

import re

import pytest
from sqlmodel import Session

from models import conversation, gift
from models.claim import Claim
from models.claim import State as ClaimState
from models.exchange import State as ExchangeState
from models.invitation import Invitation
from models.journal import JournalEntry
from models.ledger import Cause, Transfer
from models.member import Member, State
from models.same_person import SamePerson
from tests.security.test_organisers_only import resigns
from tests.stories.favours import asks_for_shopping, say_how_long
from tests.stories.neighbours import Neighbour, Street
from tests.stories.safeguards import gives
from tests.stories.test_acting import adds, asks_for_them, named

UNKNOWN = "We don't know that one, sorry"
ALREADY_HERE, SURE = "Already here by phone", "Yes, the same person"


async def page_of(olga: Neighbour, name: str) -> None:
    """An organiser opens the page of somebody."""
    await olga.says(f"/members {name}")


async def chooses(olga: Neighbour, name: str, other: str) -> None:
    """An organiser says who else somebody is, and reads what would come of it."""
    await page_of(olga, name)
    await olga.taps(ALREADY_HERE)
    await olga.hears("may have joined a second time", "Who is it?")
    await olga.says(other)
    await olga.hears("This stands in the journal", "How do you know?")
    await olga.taps("We spoke by phone")


async def members(street: Street) -> dict[int, Member]:
    """Everybody, by number."""
    return {row.id: row for row in await street.rows(Member)}


async def test_rosa_has_a_phone_now_and_everything_is_there(street: Street) -> None:
    """Olga has asked for her, and she has joined by herself and asked for more. Olga reads what each has,
    taps twice, and Rosa finds both visits, her hours, and a welcome in her phone.
    """
    olga = await street.neighbour("Olga", organiser=True)
    ben, cara = await street.neighbour("Ben", "shopping"), await street.neighbour("Cara", "dog")
    await adds(olga, "Rosa")
    await olga.taps("Act for Rosa")
    await asks_for_them(olga)
    await ben.taps("Yes, Tuesday 2pm")
    await olga.says("/stop")
    rosita = await street.neighbour("Rosita", "company")
    await asks_for_shopping(rosita, day="Friday 27 November")
    await ben.taps("Yes, Friday 2pm")
    rosa = await named(street, "Rosa")
    await chooses(olga, "Rosa", "Rosita")
    told = await olga.hears(
        "Rosa and Rosita become one member", "Rosa, no app: 2 hours", "Rosita, by phone: 2 hours",
        "friendly visit", "Visits: 1. Requests: 0. Checks: 0.", "2 hours go back to the time bank",
        "Rosa then has 2 hours",
        "Is it the same person?",
    )  # fmt: skip
    assert "set aside" not in told.text
    assert await street.rows(SamePerson) == []
    rosita.look_away()
    await olga.taps(SURE)
    await olga.hears("Rosa is one member now")
    await rosita.hears("Welcome, Rosa! We know you already", "You have 2 hours")
    row = await street.store.read(rosita.row)
    assert (row.id, row.name, row.state) == (rosa.id, "Rosa", State.ACTIVE)
    await rosita.says("/things")
    await rosita.hears("Ben", "Tuesday 24 November", "Friday 27 November")
    await street.later(days=1, hours=7)
    for who in (ben, rosita):
        await who.hears("Tuesday 24 November")
    await say_how_long(street, (ben, "1 hour"), (rosita, "1 hour"))
    assert (await rosita.balance()).balance_minutes == 60
    await rosita.says("/hours")
    await rosita.hears("Ben helped you")
    await street.later(days=3)
    await say_how_long(street, (ben, "1 hour"), (rosita, "1 hour"))
    assert (await rosita.balance()).balance_minutes == 0
    assert {one.state for one in await street.exchanges()} == {ExchangeState.BANKED}
    await rosita.says("/hours")
    await rosita.hears("For your second entry here")
    await page_of(olga, "Rosa")
    await olga.hears("Rosa", "A member since")
    assert ALREADY_HERE not in olga.buttons() and "A link for their phone" not in olga.buttons()
    await olga.says("/journal")
    await olga.hears("made one of two entries of Rosa")
    await cara.hears_nothing_of("Rosita")


async def test_whoever_is_emptied_is_asked_for_nothing(street: Street) -> None:
    """The phone that lived nearest had been asked to help Rosa. It is hers now: others are asked in its
    place, and no number of the emptied row is ever asked again.
    """
    olga = await street.neighbour("Olga", organiser=True)
    rosita = await street.neighbour("Rosita", "shopping")
    await adds(olga, "Rosa")
    await olga.taps("Act for Rosa")
    await asks_for_them(olga)
    await rosita.hears("Rosa would like help with the shopping")
    await olga.says("/stop")
    gone = (await street.store.read(rosita.row)).id
    await chooses(olga, "Rosa", "Rosita")
    await olga.taps(SURE)
    await rosita.taps("Yes, Tuesday 2pm")
    await rosita.hears_nothing_of("It is agreed")
    ben = await street.neighbour("Ben", "shopping")
    await street.later(minutes=30)
    await ben.hears("Rosa would like help with the shopping")
    await ben.taps("Yes, Tuesday 2pm")
    await rosita.hears("It is agreed: Ben helps you")
    cara = await street.neighbour("Cara")
    await asks_for_shopping(cara, day="Friday 27 November")
    assert gone not in {row.member_id for row in await street.rows(Invitation) if row.request_id > 1}
    await rosita.hears("Cara would like help with the shopping")


async def test_what_she_has_asked_for_is_looked_for_on(street: Street) -> None:
    """A request that nobody has taken is Rosa's afterwards: whoever is asked reads her name, and comes to
    her, also where the process that looks has it in memory.
    """
    olga, rosita = await street.neighbour("Olga", organiser=True), await street.neighbour("Rosita")
    await adds(olga, "Rosa")
    await asks_for_shopping(rosita)
    await street.later(minutes=10)
    await chooses(olga, "Rosa", "Rosita")
    await olga.hears("Requests: 1.")
    await olga.taps(SURE)
    ben = await street.neighbour("Ben", "shopping")
    await street.later(minutes=30)
    await ben.hears("Rosa would like help with the shopping")
    await ben.taps("Yes, Tuesday 2pm")
    await rosita.hears("It is agreed: Ben helps you")
    [standing] = await street.exchanges()
    assert standing.asker_id == (await street.store.read(rosita.row)).id


@pytest.mark.parametrize("by", ["tap", "words"])
async def test_a_talk_under_way_is_not_lost(street: Street, by: str) -> None:
    """She is in the middle of asking when it happens. She goes on where she stopped, with the old buttons, or
    from the welcome.
    """
    olga = await street.neighbour("Olga", organiser=True)
    await adds(olga, "Rosa")
    rosita = await street.neighbour("Rosita")
    await rosita.says("/ask")
    await rosita.taps("Shopping")
    question = next(message for message in reversed(rosita.person.heard) if message.buttons)
    await chooses(olga, "Rosa", "Rosita")
    await olga.taps(SURE)
    await rosita.hears("Welcome, Rosa", "Nothing of it is lost")

    def open_talk(session: Session) -> conversation.Conversation | None:
        return conversation.current(session, rosita.row(session))

    talk = await street.store.read(open_talk)
    assert talk is not None and (talk.flow, talk.answers["kind"]) == ("asking", "shopping")
    if by == "tap":
        await rosita.taps_on(question, "Tomorrow, Tuesday")
    else:
        await rosita.taps("Carry on")
        await rosita.says("tomorrow")
    later = await street.store.read(open_talk)
    assert later is not None and later.step != talk.step


async def test_a_link_for_somebody_added_by_hand(street: Street) -> None:
    """Olga shows a picture with the link. Rosa's daughter opens it on the new phone, answers what is not
    known, and Rosa's visits and hours are hers.
    """
    olga, ben = await street.neighbour("Olga", organiser=True), await street.neighbour("Ben", "shopping")
    await adds(olga, "Rosa")
    await olga.taps("Act for Rosa")
    await asks_for_them(olga)
    await ben.taps("Yes, Tuesday 2pm")
    await olga.says("/stop")
    rosa = await named(street, "Rosa")
    await page_of(olga, "Rosa")
    await olga.taps("A link for their phone")
    shown = await olga.hears("The link for Rosa has not been used so far", "Show them the picture")
    assert shown.attachment is not None
    found = re.search(r"start=([\w-]+)", shown.text)
    assert found is not None
    await page_of(olga, "Rosa")
    await olga.taps("A link for their phone")
    await olga.hears(found[1])
    daughter = street.newcomer("Lucía")
    await daughter.does("opens", found[1])
    await daughter.hears("Are you Rosa?")
    await daughter.taps_each("Yes, that is me", "Yes, I am 18 or over", "Yes, that is fine")
    await daughter.taps_each("Shopping", "Done", "3 km at most", "At any time")
    await daughter.hears("Rosa", "2 hours")
    row = await street.store.read(daughter.row)
    assert (row.id, row.name) == (rosa.id, "Rosa")
    await daughter.says("/things")
    await daughter.hears("Ben", "Tuesday 24 November")
    [claim] = await street.rows(Claim)
    assert (claim.state, claim.intake_id) == (ClaimState.CLAIMED, None)
    assert [entry.act for entry in await street.rows(JournalEntry)].count("claim.give") == 1


async def test_a_link_that_comes_too_late_leads_to_the_other_way(street: Street) -> None:
    """Whoever has joined already cannot use the link; Olga makes one of two, and the link opens nothing."""
    olga, rosita = await street.neighbour("Olga", organiser=True), await street.neighbour("Rosita")
    await adds(olga, "Rosa")
    await page_of(olga, "Rosa")
    await olga.taps("A link for their phone")
    found = re.search(r"start=([\w-]+)", (await olga.hears("The link for Rosa")).text)
    assert found is not None
    await rosita.does("opens", found[1])
    await rosita.hears("You are a member here already")
    await chooses(olga, "Rosa", "Rosita")
    await olga.taps(SURE)
    await rosita.hears("Welcome, Rosa")
    nora = street.newcomer("Nora")
    await nora.does("opens", found[1])
    await nora.hears("This link no longer works")


async def test_why_two_stay_two_is_said(street: Street) -> None:
    """Each reason in words, at the moment of choosing; nothing has changed."""
    olga = await street.neighbour("Olga", organiser=True)
    ben, lia = await street.neighbour("Ben", "shopping"), await street.neighbour("Lia")
    held = await street.neighbour("Held")
    await gives(olga, "lead", "Lia")
    await adds(olga, "Rosa")
    await olga.taps("Act for Rosa")
    await asks_for_them(olga)
    await ben.taps("Yes, Tuesday 2pm")
    await olga.says("/stop")
    number = (await street.store.read(held.row)).id
    await lia.taps_data(f"hold:{number}")
    await lia.taps("Yes, pause now")
    await page_of(olga, "Rosa")
    await olga.taps(ALREADY_HERE)
    for name, why in (
        ("Ben", "Rosa and Ben agreed on help with each other once"),
        ("Held", "Held is paused to keep people safe"),
        ("Lia", "Lia looks after the time bank"),
        ("Olga", "One of the two is you"),
    ):
        await olga.says(name)
        await olga.hears(why)
    await olga.says("Nobody like that")
    await olga.hears("Nobody")
    await olga.taps("Stop")
    everybody = await members(street)
    rosa, ben_row = (await named(street, "Rosa")).id, (await street.store.read(ben.row)).id
    for data, why in (
        (f"sameyes:{rosa}:{ben_row}:met:120:1", "agreed on help with each other once"),
        (f"sameyes:{ben_row}:{rosa}:met:120:1", "Ben has a phone here already"),
        (f"sameyes:{rosa}:{rosa}:met:120:1", "don't know that one"),
        (f"sameyes:{rosa}:999:met:120:1", "don't know that one"),
        (f"sameyes:{rosa}:{ben_row}:guess:120:1", "no longer works"),
        (f"sameyes:{rosa}:{ben_row}", "no longer works"),
    ):
        await olga.taps_data(data)
        await olga.hears(why)
    assert {row.id: (row.name, row.state, row.chat_id) for row in (await members(street)).values()} == {
        row.id: (row.name, row.state, row.chat_id) for row in everybody.values()
    }
    assert await street.rows(SamePerson) == []


async def test_a_late_tap_and_changed_hours_ask_anew(street: Street) -> None:
    """What was read is what is done: after ten minutes, or when hours have moved, it is shown once more; and
    a second tap does nothing more.
    """
    olga, rosita = await street.neighbour("Olga", organiser=True), await street.neighbour("Rosita")
    ben = await street.neighbour("Ben")
    await adds(olga, "Rosa")
    await chooses(olga, "Rosa", "Rosita")
    first = olga.data_of(SURE)
    await street.later(minutes=11)
    await olga.taps(SURE)
    assert await street.rows(SamePerson) == [] and olga.data_of(SURE) != first

    def give(session: Session) -> None:
        gift.give(
            session,
            ben.row(session),
            receiver=rosita.row(session),
            minutes=60,
            deed_key="gift",
            now=street.now(),
        )

    await street.store.write(give)
    await olga.taps(SURE)
    await olga.hears("Rosa then has 3 hours")
    assert await street.rows(SamePerson) == []
    last = olga.data_of(SURE)
    await olga.taps(SURE)
    await olga.hears("Rosa is one member now")
    await olga.taps_data(last)
    await olga.hears_nothing_of("Is it the same person?")
    assert len(await street.rows(SamePerson)) == 1
    assert (await rosita.balance()).balance_minutes == 180
    causes = [row for row in await street.rows(Transfer) if row.cause is Cause.SAME_PERSON]
    assert [row.minutes for row in causes] == [120, 60]


async def test_two_organisers_at_the_same_moment(street: Street) -> None:
    """Both say that Rosita is Rosa, or one says that she is Tom: she is one of them, once."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    rosita = await street.neighbour("Rosita")
    await adds(olga, "Rosa")
    await adds(pia, "Tom")
    await chooses(olga, "Rosa", "Rosita")
    await chooses(pia, "Tom", "Rosita")
    olga.person.taps(SURE)
    olga.person.taps(SURE)
    pia.person.taps(SURE)
    await street.at_once(street.taken_updates())
    [row] = await street.rows(SamePerson)
    one = await street.store.read(rosita.row)
    assert one.id == row.kept_id and one.name in ("Rosa", "Tom")
    assert (await rosita.balance()).balance_minutes == 120


async def test_others_and_former_organisers_hear_of_nothing(street: Street) -> None:
    """Members, strangers and a former organiser read what they read of any unknown button."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada, rosita = await street.neighbour("Ada"), await street.neighbour("Rosita")
    await adds(olga, "Rosa")
    await chooses(olga, "Rosa", "Rosita")
    sure = olga.data_of(SURE)
    rosa = (await named(street, "Rosa")).id
    await pia.says("/members Rosa")
    await pia.taps(ALREADY_HERE)
    await resigns(street, olga)
    await resigns(street, pia)
    await pia.says("Rosita")
    await pia.hears(UNKNOWN)
    nora = street.newcomer("Nora")
    await nora.says("/start")
    for who in (olga, ada, rosita, nora):
        for data in (sure, f"same:{rosa}", f"claimgive:{rosa}"):
            await who.taps_data(data)
            await who.hears(UNKNOWN)
    assert await street.rows(SamePerson) == [] and await street.rows(Claim) == []


async def test_in_spanish_too(street: Street) -> None:
    """An organiser and Rosa who both read Spanish."""
    olga = await street.neighbour("Olga", organiser=True)
    await adds(olga, "Rosa")
    pilar = await street.neighbour("Pilar", organiser=True, language="es")
    rosita = await street.neighbour("Rosita", "company", language="es")
    await pilar.says("/members Rosa")
    await pilar.taps("Ya entró por teléfono")
    await pilar.hears("Escribe el nombre", "¿Quién es?")
    await pilar.says("Rosita")
    await pilar.taps("Nos hemos visto")
    await pilar.hears("Rosa y Rosita", "Vuelven al banco del tiempo", "¿Es la misma persona?")
    await pilar.taps("Sí, la misma persona")
    await pilar.hears("Rosa tiene ya una sola ficha")
    await rosita.hears("¡Te damos la bienvenida, Rosa!", "2 horas")
    row = await street.store.read(rosita.row)
    assert row.language == "es" and row.may_be_asked


async def test_it_holds_through_a_restart_and_being_forgotten(street: Street) -> None:
    """A new process knows one Rosa; when she wants to be forgotten, both numbers are."""
    olga, rosita = await street.neighbour("Olga", organiser=True), await street.neighbour("Rosita")
    await adds(olga, "Rosa")
    await chooses(olga, "Rosa", "Rosita")
    await olga.taps(SURE)
    await street.restart()
    await rosita.says("/hours")
    await rosita.hears("2 hours")
    await rosita.says("/mydata")
    file = (await rosita.hears("everything we keep about you")).attachment
    assert file is not None and b'"same_person"' in file.bytes
    await rosita.says("/leave")
    await rosita.taps_each("Leave and be forgotten", "Yes, delete it all")
    everybody = await members(street)
    assert [row.name for row in everybody.values() if row.telegram_user_id] == ["Olga"]
    assert {row.state for row in everybody.values() if not row.name} == {State.LEFT}
