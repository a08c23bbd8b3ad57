"""The queue as somebody works through it: page by page, what nobody sees to first, and nothing by a slip."""

from __future__ import annotations

from sqlmodel import Session

from models import raised_hand
from models.exchange import State
from models.hours_wanted import propose
from tests.security.test_organisers_only import UNKNOWN
from tests.stories.favours import agree, asks_for_shopping, say_how_long
from tests.stories.joinings import row_of
from tests.stories.neighbours import Neighbour, Street
from tests.stories.safeguards import gives, raises
from tests.stories.test_concerns import SOMETHING_ELSE
from tests.stories.test_tending import journal

NAMES = (
    "Ada", "Ben", "Cara", "Dan", "Eva", "Finn", "Gus", "Hal", "Ida", "Jon", "Kim", "Lou", "Mia", "Ned",
)  # fmt: skip


async def hands_go_up(street: Street, *names: str) -> None:
    """So many members would like a person, one after the other."""
    for name in names:
        who = await street.neighbour(name)

        def put_up(session: Session, who: Neighbour = who) -> None:
            raised_hand.put_up(session, who.row(session), "menu", street.now())

        await street.store.write(put_up)
    # What everybody is told of it comes before the story goes on.
    await street.settle()


def opening(labels: list[str]) -> list[str]:
    """Whom the buttons that open something are about."""
    return [label.removeprefix("Talk to ") for label in labels if label.startswith("Talk to ")]


async def test_what_does_not_fit_is_on_the_next_page(street: Street) -> None:
    """Fourteen things are three pages, in one message; also where it has become shorter since."""
    olga = await street.neighbour("Olga", organiser=True)
    await hands_go_up(street, *NAMES)
    await olga.says("/admin")
    shown = await olga.hears("14 things need a person", "And 8 more things.")
    assert opening(olga.buttons()) == list(NAMES[:6])
    assert "Back to the first" not in olga.buttons()
    await olga.taps("Show more")
    assert (await olga.hears("14 things need a person", "And 2 more things.")).id == shown.id
    assert opening(olga.buttons()) == list(NAMES[6:12])
    last = olga.data_of("Show more")
    await olga.taps("Show more")
    await olga.hears_nothing_of("more thing")
    assert opening(olga.buttons()) == list(NAMES[12:])
    assert "Show more" not in olga.buttons()
    await olga.taps("Back to the first")
    assert opening(olga.buttons()) == list(NAMES[:6])
    for name in NAMES[:7]:
        await olga.taps_each(f"Talk to {name}", "I got in touch")
    await olga.hears("7 things need a person", "And 1 more thing.")
    await street.later(days=40)
    await olga.taps_data(last, shown.id)
    now = next(message for message in olga.person.heard if message.id == shown.id)
    assert "Back to the first" in now.labels
    assert opening(now.labels) == [NAMES[13]]


async def test_to_everybody_else_there_are_no_pages(street: Street) -> None:
    """A member who sends such a button hears what an unknown one says."""
    await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    for data in ("admin", "admin:1"):
        await ada.taps_data(data)
        await ada.hears(UNKNOWN)


async def test_what_one_has_taken_does_not_hide_what_nobody_sees_to(street: Street) -> None:
    """Olga takes six things: the seventh comes first then, and hers are behind it, for Pia as well."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    await hands_go_up(street, *NAMES[:7])
    for name in NAMES[:6]:
        await olga.says("/admin")
        await olga.taps_each(f"Talk to {name}", "I take this")
    for who in (olga, pia):
        await who.says("/admin")
        assert opening(who.buttons()) == ["Gus", *NAMES[:5]]
        await who.taps("Show more")
        assert opening(who.buttons()) == ["Finn"]


async def test_words_of_the_pages_in_spanish(street: Street) -> None:
    """The same in Spanish."""
    olga = await street.neighbour("Olga", organiser=True, language="es")
    await hands_go_up(street, *NAMES[:7])
    await olga.says("/admin")
    await olga.hears("Y 1 cosa más.")
    await olga.taps_each("Ver más", "Volver al principio")
    await olga.hears("Y 1 cosa más.")


async def test_who_looks_for_somebody_can_put_it_back(street: Street) -> None:
    """Olga said that she will find somebody and cannot: it waits for both again, and Pia takes it then."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada, day="Wednesday 25 November")
    [wanted] = await street.requests()
    await street.until(wanted.at_risk_at)
    put_back = f"putback:at_risk:{wanted.id}"
    await olga.says("/admin")
    await olga.taps("Find help: Ada")
    assert "Somebody else can do it" not in olga.buttons()
    await olga.taps("I will find somebody")
    # Nobody puts back what somebody else has, and to a member there is no such thing.
    assert olga.person.toasts[-1].text == "You see to it. Here is what is left."
    await pia.taps_data(f"lookafter:{wanted.id}")
    assert pia.person.toasts[-1].text == "Somebody else sees to it. Here is what is left."
    await pia.taps_data(put_back)
    await ada.taps_data(put_back)
    await ada.hears(UNKNOWN)
    assert (await street.requests())[0].looked_after_by_id == (await row_of(olga)).id
    await olga.taps_each("Find help: Ada", "Somebody else can do it")
    assert "I will find somebody" in olga.buttons()
    await olga.taps_data(put_back)
    assert await journal(street) == ["request.look_after", "request.put_back"]
    await pia.says("/admin")
    await pia.taps_each("Find help: Ada", "I will find somebody")
    await olga.says("/admin")
    await olga.hears("Nothing needs you just now")
    assert (await street.requests())[0].looked_after_by_id == (await row_of(pia)).id
    await street.until(wanted.latest_at)
    await pia.taps_data(put_back)
    await pia.hears("Nothing needs you just now")


async def test_whose_hours_run_low_comes_last_and_comes_to_an_end(street: Street) -> None:
    """Seven run low: five stand behind a raised hand and behind what Olga has taken, and each word she has
    with one leaves one less, until the day after; nobody is reminded of them.
    """
    olga = await street.neighbour("Olga", organiser=True)
    await hands_go_up(street, "Ned")
    for name in NAMES[:7]:
        who = await street.neighbour(name)
        await street.store.write(lambda session, who=who: propose(session, who.row(session), street.now()))
    await olga.says("/admin")
    await olga.taps_each("Talk to Ned", "I take this", "Back to the list")
    low = [f"Few hours: {name}" for name in NAMES[:7]]
    assert olga.buttons()[:6] == ["Talk to Ned", *low[:5]]
    for shown in (low[1:5], low[2:5]):
        await olga.taps_each(f"Few hours: {NAMES[low.index(shown[0]) - 1]}", "I got in touch")
        assert olga.buttons()[1 : 1 + len(shown)] == shown
        assert olga.buttons()[1 + len(shown)] == "People"
    await olga.taps_each("Talk to Ned", "I got in touch")
    await street.later(days=2)
    await olga.hears_nothing_of("waited for long")
    await olga.says("/admin")
    assert olga.buttons()[:5] == low[2:7]


async def test_that_it_did_not_happen_takes_two_taps(street: Street) -> None:
    """One tap asks, and a second one that comes too late asks anew; after that nothing is left to decide."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour 30 minutes"), (ada, "It did not happen"))
    await olga.says("/admin")
    await olga.taps_each("Settle hours: Ben", "It did not happen")
    await olga.hears("Ben and Ada", "No hours will move", "Are you sure?")
    late = olga.data_of("Yes, it did not happen")
    await street.later(minutes=11)
    await olga.taps_data(late)
    assert [row.state for row in await street.exchanges()] == [State.DIFFERING]
    await ada.taps_data(late)
    await ada.hears(UNKNOWN)
    sure = olga.data_of("Yes, it did not happen")
    assert sure != late
    await olga.taps_each("Back", "It did not happen", "Yes, it did not happen")
    await olga.hears("Nothing needs you just now")
    await ada.hears("It did not happen, so no hours were moved")
    assert [row.state for row in await street.exchanges()] == [State.MISSED]
    for who in (olga, pia):
        await who.taps_data(sure)
    assert await journal(street) == ["exchange.settle"]


async def test_nobody_is_asked_twice_about_their_own_hours(street: Street) -> None:
    """An organiser who is one of the two reads at the first tap that another one decides."""
    olga, ada = await street.neighbour("Olga", "shopping", organiser=True), await street.neighbour("Ada")
    await agree(ada, olga)
    await say_how_long(street, (olga, "1 hour 30 minutes"), (ada, "It did not happen"))
    await olga.says("/admin")
    await olga.taps_each("Settle hours: Olga", "It did not happen")
    await olga.hears("These are your own hours")
    await olga.taps_data(f"neveryes:1:{int(street.now().timestamp()) // 60}")
    await olga.hears("These are your own hours")


async def test_a_concern_says_in_the_list_who_has_it(street: Street) -> None:
    """Lia has one of two concerns, and reads in the list which one is hers, behind the other."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, lia = await street.neighbour("Ada"), await street.neighbour("Lia")
    await gives(olga, "lead", "Lia")
    for said in ("The lamp is broken.", "The stairs are dark."):
        await raises(ada, SOMETHING_ELSE, words=said)
    await lia.taps_data("concernhave:1")
    await lia.says("/admin")
    heard = await lia.hears("A concern waits: number 2", "A concern waits: number 1")
    assert heard.text.count("You see to it.") == 1
    assert heard.text.index("number 2") < heard.text.index("number 1") < heard.text.index("You see to it.")
