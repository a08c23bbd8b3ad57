"""A time bank opens once an organiser has read what help demands, and what nobody may do is not asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlmodel import Session

from models import demand, kind, timebank
from models.demand import KindDemand
from models.invitation import Invitation
from models.journal import JournalEntry
from models.store import Store
from models.timebank import TimeBank
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.joinings import joins
from tests.stories.neighbours import Neighbour, Street, opened_street

NO_CARE = "neighbours may not wash, dress or feed anybody"


@pytest_asyncio.fixture
async def new_street(sqlite_url: str) -> AsyncIterator[Street]:
    """A street whose time bank has just been opened by its host."""
    store = Store(sqlite_url)
    async with opened_street(store, kinds_confirmed_at=None) as street:
        yield street
    await store.close()


async def bank_of(street: Street) -> TimeBank:
    """The time bank as it stands."""
    return await street.store.read(lambda session: timebank.get(session, street.timebank_id))


async def reads_all(olga: Neighbour) -> None:
    """Reads the whole table, page by page."""
    await olga.says("/kinds")
    await olga.taps_each("More kinds of help", "More kinds of help")


async def confirms(olga: Neighbour) -> None:
    """Reads all of it and confirms."""
    await reads_all(olga)
    await olga.taps_each("I have read them all", "Yes, I confirm them")


async def test_a_new_bank_opens_when_its_organiser_has_confirmed(new_street: Street) -> None:
    """Nora joins but cannot ask so far, and hears so kindly; Olga finds it in her queue, and opens."""
    olga = await new_street.neighbour("Olga", organiser=True)
    nora, ben = new_street.newcomer("Nora"), await new_street.neighbour("Ben", "shopping")
    await joins(nora)
    await nora.says("/ask")
    await nora.hears("This time bank opens soon", "say what you like to offer")
    await nora.taps("Ask a person")
    await olga.says("/admin")
    await olga.hears("Your time bank is not open yet", "Somebody would like a person")
    await olga.taps("Open the time bank")
    await olga.hears(
        "These are the cautious defaults",
        "Shopping: a basic check, 2 references and a first visit in company",
        "Think of: money and somebody's home",
        "A chat by phone: 1 reference.",
    )
    assert "I have read them all" not in olga.buttons()
    await olga.taps_each("More kinds of help", "More kinds of help", "I have read them all")
    await olga.hears("2 members who offer help lack something", "Do you confirm")
    assert (await bank_of(new_street)).kinds_confirmed_at is None
    await olga.taps("Yes, I confirm them")
    await olga.hears("Mill Lane is open now")
    bank = await bank_of(new_street)
    number = (await new_street.store.read(olga.row)).id
    assert (bank.kinds_confirmed_at, bank.kinds_confirmed_by_id) == (new_street.now(), number)
    assert [row.kind for row in await new_street.rows(KindDemand)] == list(kind.CODES)
    [entry] = [row for row in await new_street.rows(JournalEntry) if row.act == "demand.confirm"]
    assert entry.by_id == number
    await olga.says("/admin")
    await olga.hears_nothing_of("not open yet")
    await asks_for_shopping(nora)
    await ben.says("/offer")
    await ben.hears("Shopping. Still needed: a basic check, 2 references and a first visit in company")
    assert await new_street.rows(Invitation) == []


async def test_the_nation_names_the_checks(new_street: Street) -> None:
    """Where the bank is decides what is proposed, and what it is called, there and everywhere else."""
    olga = await new_street.neighbour("Olga", organiser=True)
    await olga.says("/kinds")
    for nation, check in (
        ("England and Wales", "Shopping: an enhanced DBS with barred list, 2 references"),
        ("Northern Ireland", "Shopping: an enhanced AccessNI with barred list, 2 references"),
        ("Scotland", "Shopping: membership of the PVG scheme, 2 references"),
    ):
        await olga.taps("Where we are")
        await olga.hears("Where is your time bank?")
        await olga.taps(nation)
        await olga.hears(check)
    await olga.taps_each("Lifts and rides", "Change the check")
    assert "A Level 2 disclosure" in olga.buttons()
    await olga.taps("A Level 2 disclosure")
    # What caution has it demand beside that stays.
    await olga.hears("This demands: a Level 2 disclosure and 2 references")
    await olga.taps("Back to the list")
    await olga.hears(
        "Lifts and rides: a Level 2 disclosure and 2 references", "These are the cautious defaults"
    )
    ben = await new_street.neighbour("Ben", "lift")
    await confirms(olga)
    await ben.says("/offer")
    await ben.hears("Still needed: a Level 2 disclosure and 2 references")
    await olga.says("/admin")
    await olga.taps_each("Safety", "Checks of a member")
    await olga.says("Ben")
    await olga.taps_each("I have seen something", "PVG scheme membership", "For 1 year")
    await olga.hears("1. Membership of the PVG scheme, seen by Olga")


async def test_nobody_confirms_what_they_have_not_read(new_street: Street) -> None:
    """Pia changes a line while Olga reads: Olga's tap confirms nothing, and she reads it once more."""
    olga = await new_street.neighbour("Olga", organiser=True)
    pia = await new_street.neighbour("Pia", organiser=True)
    await reads_all(olga)
    await pia.says("/kinds")
    await pia.taps_each("Shopping", "Change the references", "No references")
    await olga.taps("I have read them all")
    await olga.hears(
        "This has changed since you read it", "Shopping: a basic check and a first visit in company"
    )
    await reads_all(olga)
    await olga.taps("I have read them all")
    sure = olga.data_of("Yes, I confirm them")
    await new_street.later(minutes=11)
    await olga.taps("Yes, I confirm them")
    assert olga.data_of("Yes, I confirm them") != sure
    await pia.says("/kinds")
    await pia.taps_each("Shopping", "First visit alone is fine")
    await olga.taps("Yes, I confirm them")
    await olga.hears("This has changed since you read it")
    assert (await bank_of(new_street)).kinds_confirmed_at is None
    await confirms(pia)
    await olga.taps_data(sure, olga.message_with("Shopping").id)
    assert len([row for row in await new_street.rows(JournalEntry) if row.act == "demand.confirm"]) == 1


async def test_two_confirm_at_once(new_street: Street) -> None:
    """Olga taps twice and Pia once, at the very same time: it is confirmed once."""
    olga = await new_street.neighbour("Olga", organiser=True)
    pia = await new_street.neighbour("Pia", organiser=True)
    for who in (olga, pia):
        await reads_all(who)
        await who.taps("I have read them all")
    for who in (olga, pia):
        who.person.taps("Yes, I confirm them")
    first, second = new_street.taken_updates()
    await new_street.at_once([first, {**first, "update_id": first["update_id"] + 1_000}, second])
    assert len([row for row in await new_street.rows(JournalEntry) if row.act == "demand.confirm"]) == 1
    assert len(await new_street.rows(KindDemand)) == len(kind.CODES)


async def test_an_organiser_who_asks_too_early_reads_the_table(new_street: Street) -> None:
    """Whoever can open the bank is led to it; others hear kindly that it is too early."""
    olga, ada = await new_street.neighbour("Olga", organiser=True), await new_street.neighbour("Ada")
    await olga.says("/ask")
    await olga.hears("These are the cautious defaults")
    await ada.taps_data("go:ask")
    await ada.hears("This time bank opens soon")
    await ada.says("i need help")
    await ada.hears("This time bank opens soon")


async def test_a_bank_that_was_open_stays_open(street: Street) -> None:
    """Nothing new is demanded there until an organiser takes over the cautious defaults."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    ben = await street.neighbour("Ben", "shopping")
    await olga.says("/admin")
    await olga.hears("Nothing needs you")
    await olga.taps_each("Safety", "What help demands")
    await olga.hears("Shopping: nothing")
    await asks_for_shopping(ada)
    await ben.hears("Ada would like")
    await olga.taps_each("The cautious defaults")
    await olga.hears("they only count once you confirm them", "Shopping: a basic check")
    await confirms(olga)
    await olga.hears("All of this counts from now on")
    await ben.taps("Yes, Tuesday 2pm")
    await ben.hears("This help needs something first")
    await reads_all(olga)
    await olga.hears("This is what each kind of help demands")
    assert "I have read them all" not in olga.buttons()


async def test_to_others_there_is_no_table(new_street: Street) -> None:
    """A member hears what an unknown command says, whatever they send, and opens nothing."""
    olga, ada = await new_street.neighbour("Olga", organiser=True), await new_street.neighbour("Ada")
    await reads_all(olga)
    read = olga.data_of("I have read them all")
    minute = int(new_street.now().timestamp()) // 60
    await ada.says("/kinds")
    await ada.hears("We don't know that one")
    for data in (
        "kinds", "kinds:1", "kindsnation", "kindsnation:scotland", read,
        read.replace("read", "yes") + f":{minute}",
        "demand:lift:ban", "demandset:lift:ban:1", "demandset:lift:ban:0", "task:kinds:1",
    ):  # fmt: skip
        await ada.taps_data(data)
        await ada.hears("We don't know that one")
    assert (await bank_of(new_street)).kinds_confirmed_at is None


async def test_a_kind_is_banned(street: Street) -> None:
    """Who waits for it comes to an organiser, who was asked hears so, nobody can ask, offer, or say yes."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping", "dog")
    cara = await street.neighbour("Cara", "shopping")
    await agree(ada, ben)
    await asks_for_shopping(ada, day="Friday 27 November", at="3pm")
    await cara.hears("Ada would like")
    yes = cara.data_of("Yes, Friday 3pm")
    await olga.says("/admin")
    await olga.taps_each("Safety", "What help demands", "Shopping", "Do not arrange this")
    await olga.hears("1 person is waiting for this help", "Are you sure?")
    await olga.taps("Back")
    assert await street.rows(KindDemand) == []
    await olga.taps_each("Do not arrange this", "Yes, do not arrange it")
    await olga.hears("This is not arranged here, so nobody can ask for it: Shopping")
    await street.later(minutes=1)
    await olga.hears("Nobody has said yes so far to Ada")
    await cara.taps_data(yes)
    await cara.hears_nothing_of("It is agreed")
    for who in (ada, cara):
        await who.says("/ask")
        await who.taps("Shopping")
        await who.hears("This time bank does not arrange this: Shopping", "social services")
        await who.says("stop")
    await cara.says("/browse")
    await cara.hears("Nobody needs it just now")
    await cara.says("/offer")
    await cara.hears("Shopping. This time bank does not arrange this now")
    await cara.hears_nothing_of("Still needed")
    await cara.taps("Change: Shopping")
    await cara.hears("we ask you for nothing here")
    await ada.says("/offer")
    await ada.taps_each("Add an offer", "Shopping")
    await ada.hears("This time bank does not arrange this: Shopping")
    await ada.says("stop")
    await olga.says("/shortages")
    await olga.hears_nothing_of("Shopping")
    # What was agreed before stands, and other kinds go on.
    assert [row.state.value for row in await street.exchanges()] == ["agreed"]
    await olga.says("/admin")
    await olga.taps_each("Safety", "What help demands", "Shopping", "Arrange this again")
    await olga.hears("This demands: nothing")
    await cara.says("/browse")
    await cara.hears("Shopping")


async def test_a_kind_is_banned_while_somebody_asks_for_it(street: Street) -> None:
    """Ada has chosen it already when Olga bans it: it is not sent, and she hears where to turn."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await ada.says("/ask")
    await ada.taps_each("Lifts and rides", "Saturday 28 November", "In the morning", "1 hour", "At my home")
    await ada.taps_each("I will tell them later", "Nothing more", "First to say yes")
    await olga.says("/admin")
    await olga.taps_each(
        "Safety", "What help demands", "Lifts and rides", "Do not arrange this", "Yes, do not arrange it"
    )
    await ada.taps("Yes, send it")
    await ada.hears("This time bank does not arrange this kind of help")
    assert await street.requests() == []


@pytest.mark.parametrize(
    "typed", ["Can somebody help me get dressed?", "I need someone to wash me", "PERSONAL CARE"]
)
async def test_what_nobody_may_do_is_not_asked_for(street: Street, typed: str) -> None:
    """Typed as what is wanted, or in a word about it: the reason, and where to turn, and nothing is sent."""
    ada = await street.neighbour("Ada")
    await street.neighbour("Ben", "company")
    await ada.says("/ask")
    await ada.says(typed)
    await ada.hears(NO_CARE, "Please ask the social services where you live, or your doctor")
    await ada.taps_each("A friendly visit", "Saturday 28 November", "In the morning", "1 hour", "At my home")
    await ada.taps("I will tell them later")
    await ada.says(typed)
    await ada.hears(NO_CARE)
    assert await street.requests() == []
    # Said otherwise it goes on; nothing before it is lost.
    await ada.says("I would love to talk about gardens")
    await ada.taps_each("First to say yes", "Yes, send it")
    await ada.hears("You asked for a friendly visit")


async def test_the_bank_says_where_else_to_turn(street: Street) -> None:
    """An organiser's own words take the place of the usual ones."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await olga.says("/settings")
    await olga.taps_each("The time bank", "Where else to turn", "Change it")
    await olga.says("Ring the care line on 0161 496 0000 <any time>")
    await olga.taps("Yes, change it")
    await ada.says("/ask")
    await ada.says("somebody to give me my tablets")
    await ada.hears("may not give medicines", "Ring the care line on 0161 496 0000 <any time>")
    await ada.taps("Ask a person")
    await olga.hears("Somebody would like a person: Ada")


async def test_the_table_in_spanish(new_street: Street) -> None:
    """An organiser who reads Spanish opens the bank, and a member reads where to turn."""
    olga = await new_street.neighbour("Olga", organiser=True, language="es")
    ada = await new_street.neighbour("Ada", language="es")
    await ada.says("/ask")
    await ada.hears("Este banco de tiempo abre pronto")
    await olga.says("/kinds")
    await olga.hears(
        "Esto es lo prudente", "una comprobación básica, 2 referencias y primera visita en compañía"
    )
    await olga.taps_each("Más tipos de ayuda", "Más tipos de ayuda", "Ya lo he leído todo", "Sí, lo confirmo")
    await olga.hears("Mill Lane ya está abierto")
    await ada.says("/ask")
    await ada.says("Necesito ayuda para ducharme")
    await ada.hears("nadie puede lavar", "servicios sociales de donde vives")


async def test_a_change_of_the_table_is_kept_though_it_demands_nothing(new_street: Street) -> None:
    """Before it opens, an organiser decides that a chat by phone demands nothing, and so it stays."""
    olga = await new_street.neighbour("Olga", organiser=True)
    await olga.says("/kinds")
    await olga.taps_each("A chat by phone", "Change the references", "No references")
    await olga.hears("This demands: nothing")
    await confirms(olga)

    def look(session: Session) -> int:
        return demand.of(session, new_street.timebank_id)["call"].reference_count

    assert await new_street.store.read(look) == 0
