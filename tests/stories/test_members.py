"""How organisers see members: lists, one page each, being met, and what is read on record."""

from __future__ import annotations

from models.access import AccessEntry, Read
from models.journal import JournalEntry
from models.meeting import Meeting
from models.member import State
from models.store import Store
from models.timebank import Joining
from tests.stories.favours import agree, asks_for_shopping, say_how_long
from tests.stories.joinings import is_called, joins, row_of, until_place
from tests.stories.neighbours import Neighbour, Street, opened_street


async def acts(street: Street) -> list[str]:
    """What stands in the journal, the oldest first."""
    return [row.act for row in await street.rows(JournalEntry)]


async def lives_at(who: Neighbour, place_name: str) -> None:
    """Gives somebody a place of that name."""

    def move(session: object) -> None:
        who.row(session).place_name = place_name  # type: ignore[arg-type]

    await who.street.store.write(move)


async def test_an_organiser_finds_somebody_and_reads_their_page(street: Street) -> None:
    """The page tells what an organiser needs at a glance: who, roughly where, what they give and get."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await lives_at(ben, "12b High Street, Leeds")
    await agree(ada, ben)
    await say_how_long(street, (ada, "1 hour"), (ben, "1 hour"))
    await asks_for_shopping(ada, day="Saturday 28 November")
    await olga.says("/members")
    await olga.hears("Mill Lane has 3 members")
    await olga.taps("Look somebody up")
    await olga.hears("Whom are you looking for?")
    await olga.says("bén")
    page = await olga.hears(
        "Ben",
        "A member since Monday 23 November",
        "Speaks: English",
        "Area: High Street, Leeds",
        "Offers: Shopping",
        "Gave: 1 hour",
        "Got: 0 hours",
        "Has: 3 hours",
        "Last did something on Monday 23 November",
    )
    assert "12b" not in page.text
    await olga.says("/members ada")
    await olga.hears("Ada", "Got: 1 hour", "Asks for: Shopping, Saturday 28 November")
    await ben.taps("Yes, Saturday 2pm")
    await olga.says("/members Ada")
    await olga.hears("Is helped by Ben: Shopping, Saturday 28 November")
    assert await street.rows(AccessEntry) == []


async def test_a_misspelt_name_is_found_and_two_of_one_name_are_told_apart(street: Street) -> None:
    """Whoever is nearly called so is found; where two share a name, their numbers tell them apart."""
    olga = await street.neighbour("Olga", organiser=True)
    await street.neighbour("Margarete")
    ada, other = await street.neighbour("Ada"), await street.neighbour("Adam")
    await is_called(other, "Ada")
    await olga.says("/members Margerete")
    await olga.hears("Margarete", "A member since")
    await olga.says("/members ada")
    await olga.hears("Several people are called like that")
    number = (await row_of(ada)).id
    await olga.taps(f"Ada, number {number}")
    await olga.hears("Ada", "A member since")
    await olga.says("/members Zebedee")
    await olga.hears("Whom are you looking for?")
    await olga.says("Zebedee")
    await olga.hears("We know nobody of that name here")


async def test_lists_have_pages_and_counts(street: Street) -> None:
    """Eight people stand on a page; the lists are by how people stand, by area and by what they offer."""
    olga = await street.neighbour("Olga", organiser=True)
    people = [await street.neighbour(f"Rosa{number}", "dog") for number in range(9)]
    await lives_at(people[0], "14 Hill Road")
    await lives_at(people[1], "16 hill road")
    await people[2].says("/pause")
    await people[2].taps("Until I come back")
    await people[3].says("/leave")
    await people[3].taps_each("Leave", "Yes, leave now")
    nora = street.newcomer("Nora")
    await until_place(nora)
    await olga.says("/members")
    await olga.taps("Active: 8")
    await olga.hears("8 active members", "Olga", "Rosa0, Hill Road")
    await olga.taps_each("Back to the lists", "On a break: 1")
    await olga.hears("1 member is on a break", "Rosa2")
    await olga.taps_each("Back to the lists", "Left: 1")
    await olga.hears("1 person has left", "Rosa3")
    await olga.taps_each("Back to the lists", "Never finished: 1")
    await olga.hears("1 person began to join and has not finished", "Nora")
    await olga.taps_each("Nora")
    await olga.hears("Nora", "Began to join on Monday 23 November, and has not finished")
    await olga.taps_each("Back to the lists", "By area")
    await olga.hears("Members live in 2 areas")
    await olga.taps("Hill Road: 2")
    await olga.hears("Hill Road: 2", "Rosa0", "Rosa1")
    await olga.hears_nothing_of("14")
    await olga.taps_each("Back to the lists", "Back to the lists", "By what they offer", "Dog walking: 8")
    await olga.hears("Dog walking: 8", "Rosa0", "Rosa8")
    await street.neighbour("Zoe")
    await olga.says("/members")
    await olga.taps("Active: 9")
    await olga.hears_nothing_of("Zoe")
    await olga.taps("Next page")
    await olga.hears("9 active members", "Zoe")
    await olga.taps("Page before")
    await olga.hears("Rosa0")


async def test_where_somebody_lives_is_read_on_record(street: Street) -> None:
    """The place takes a warning and a second, fresh tap; who read it stands in the record for good."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await lives_at(ada, "14 Hill Road")
    await asks_for_shopping(ada, directions="Blue door behind the chapel")
    await olga.says("/members Ada")
    await olga.hears_nothing_of("Blue door")
    await olga.taps("Where they live")
    await olga.hears("We write down who reads where Ada lives")
    sure = olga.data_of("Yes, show it")
    assert await street.rows(AccessEntry) == []
    await street.later(minutes=11)
    await olga.taps_data(sure)
    await olga.hears("We write down who reads")
    assert await street.rows(AccessEntry) == []
    await olga.taps("Yes, show it")
    await olga.hears("Ada lives here: 14 Hill Road", "Blue door behind the chapel")
    [entry] = await street.rows(AccessEntry)
    assert (entry.what, entry.by_id, entry.member_id) == (
        Read.PLACE,
        (await row_of(olga)).id,
        (await row_of(ada)).id,
    )


async def test_an_organiser_writes_first_and_the_answer_finds_its_way(street: Street) -> None:
    """An organiser writes to a member from their page, and what comes back reaches that organiser alone."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    await olga.says("/members Ada")
    await olga.taps("Write to Ada")
    await olga.says("Welcome back! How is your knee?")
    await ada.hears("Olga", "How is your knee?")
    pia.look_away()
    await ada.taps("Write to Olga")
    await ada.says("Much better, thank you")
    await olga.hears("Ada", "Much better, thank you")
    await pia.hears_nothing_of("Much better")
    assert await acts(street) == ["member.become_organiser", "member.become_organiser", "member.reach_out"]


async def test_newcomers_are_met_before_they_are_let_in(sqlite_url: str) -> None:
    """Where a bank asks for it, the way in opens once an organiser has noted that they met, with who did."""
    async with opened_street(Store(sqlite_url), joining=Joining.APPROVED) as street:
        olga, pia = (
            await street.neighbour("Olga", organiser=True),
            await street.neighbour("Pia", organiser=True),
        )
        await olga.says("/admin")
        await olga.taps_each("People", "How newcomers join", "Meet newcomers first")
        await olga.hears("One of you meets newcomers in person first")
        nora = street.newcomer("Nora")
        await joins(nora)
        await olga.hears("A newcomer would like to join: Nora", "meet them in person before")
        # A button of before the rule, or one of their own making, opens nothing.
        await olga.taps_data(f"approve:{(await row_of(nora)).id}")
        await olga.hears("Here somebody meets newcomers in person first")
        assert (await row_of(nora)).state is State.WAITING
        await olga.says("/members Nora")
        await olga.taps("We met in person")
        await olga.hears("this is noted", "Met in person by Olga on Monday 23 November")
        await pia.taps_data(f"met:{(await row_of(nora)).id}")
        await pia.hears("Met in person by Olga")
        await pia.taps("Let Nora in")
        await nora.hears("Welcome")
        assert (await row_of(nora)).state is State.ACTIVE
        [meeting] = await street.rows(Meeting)
        assert meeting.met_by_id == (await row_of(olga)).id
        assert (await acts(street))[-2:] == ["member.meet", "member.approve"]
        await nora.says("/profile")
        await olga.taps_data(f"met:{(await row_of(olga)).id}")
        await olga.hears("Another organiser can note")
    await street.store.close()
