"""A favour from the first word to the hours in both accounts, and the favour that repays it."""

from __future__ import annotations

from sqlmodel import Session, select

from models import ledger
from models.exchange import State
from models.ledger import Account
from tests.stories.favours import agree, asks_for_shopping, say_how_long
from tests.stories.neighbours import Street


async def test_a_favour_is_repaid(street: Street) -> None:
    """Ada asks Ben, later Ben asks Ada: both end where they began, and all hours sum to zero."""
    ada = await street.neighbour("Ada", "shopping")
    ben = await street.neighbour("Ben", "shopping")
    before = [(await who.balance()).balance_minutes for who in (ada, ben)]

    await asks_for_shopping(ada, length="1 hour 30 minutes")
    invitation = await ben.hears("Ada would like help with the shopping")
    assert "Tuesday 24 November, 2pm" in invitation.text
    await ben.taps("Yes, Tuesday 2pm")
    await ben.hears("It is agreed", "you help Ada")
    await ada.hears("It is agreed", "Ben helps you")
    assert (await ada.balance()).reserved_minutes == 90

    await say_how_long(street, (ben, "1 hour 30 minutes"), (ada, "1 hour 30 minutes"))
    await ben.hears("You helped Ada: 1 hour 30 minutes", "Your balance is 3 hours 30 minutes")
    await ada.hears("Ben helped you: 1 hour 30 minutes", "Your balance is 30 minutes")
    await ben.says("/hours")
    await ben.hears("Your balance is 3 hours 30 minutes", "You helped Ada: 1 hour 30 minutes")
    await ada.says("/hours")
    await ada.hears("Your balance is 30 minutes", "Ben helped you: 1 hour 30 minutes")

    await asks_for_shopping(ben, day="Friday 27 November", length="1 hour 30 minutes")
    await ada.taps("Yes, Friday 2pm")
    await street.later(days=3)
    await ada.taps("1 hour 30 minutes")
    await ben.taps("1 hour 30 minutes")
    assert [(await who.balance()).balance_minutes for who in (ada, ben)] == before
    assert (await ada.balance()).reserved_minutes == 0
    await ada.says("/hours")
    await ada.hears("You helped Ben: 1 hour 30 minutes", "Ben helped you: 1 hour 30 minutes")

    def everything(session: Session) -> int:
        accounts = session.exec(select(Account)).all()
        return sum(ledger.standing(session, account).balance_minutes for account in accounts)

    assert await street.store.read(everything) == 0


async def test_both_are_reminded_and_asked_and_only_once(street: Street) -> None:
    """The day before and two hours before both are reminded, and afterwards both are asked once."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Wednesday 25 November")
    await ben.taps("Yes, Wednesday 2pm")
    await street.later(days=1, hours=6)
    await ben.hears("A reminder: you help Ada")
    await ada.hears("A reminder: Ben helps you")
    await street.later(hours=22)
    for who in (ada, ben):
        assert sum("A reminder" in message.text for message in who.news) == 2
        await who.hears_nothing_of("How long did it take")
    await street.later(hours=5)
    for who in (ada, ben):
        asked = [message for message in who.news if "How long did it take" in message.text]
        assert len(asked) == 1
    for who in (ada, ben):
        await who.taps("1 hour")
    await street.later(days=4)
    assert [row.state for row in await street.exchanges()] == [State.BANKED]
    for who in (ada, ben):
        await who.hears_nothing_of("How long did it take")


async def test_figures_that_are_close_meet_in_the_middle(street: Street) -> None:
    """An hour and an hour and a quarter are banked as the middle, without anybody being asked again."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour 15 minutes"), (ada, "1 hour"))
    await ben.hears("You helped Ada: 1 hour 8 minutes")
    await ada.hears("Ben helped you: 1 hour 8 minutes")
    assert [row.banked_minutes for row in await street.exchanges()] == [68]


async def test_an_organiser_settles_figures_that_differ_in_two_taps(street: Street) -> None:
    """Far apart figures are banked by nobody but an organiser, who needs two taps from /admin."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour 30 minutes"), (ada, "45 minutes"))
    for who, other in ((ada, "Ben"), (ben, "Ada")):
        await who.hears("An organiser will look at the hours", other)
    assert [row.state for row in await street.exchanges()] == [State.DIFFERING]

    await olga.says("/admin")
    await olga.hears("1 thing needs a person", "Ben and Ada")
    await olga.taps("Settle hours: Ben")
    await olga.hears("Ben says: 1 hour 30 minutes", "Ada says: 45 minutes")
    await olga.taps("Note 45 minutes")
    await olga.hears("Nothing needs you just now")
    await ben.hears("You helped Ada: 45 minutes")
    await ada.hears("Ben helped you: 45 minutes", "Your balance is 1 hour 15 minutes")
    assert [row.banked_minutes for row in await street.exchanges()] == [45]


async def test_help_that_did_not_happen_moves_no_hours(street: Street) -> None:
    """When both say that it did not happen, the hours are free again and both balances are as before."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "It did not happen"), (ada, "It did not happen"))
    await ada.hears("It did not happen, so no hours were moved")
    for who in (ada, ben):
        standing = await who.balance()
        assert (standing.balance_minutes, standing.reserved_minutes) == (120, 0)


async def test_silence_goes_to_an_organiser_and_is_never_taken_for_agreement(street: Street) -> None:
    """When only one has said how long it took, both are asked twice, and then an organiser decides."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"))
    await street.later(days=4)
    assert sum("How long did it take" in message.text for message in ada.person.heard) == 2
    assert sum("How long did it take" in message.text for message in ben.person.heard) <= 1
    assert [row.state for row in await street.exchanges()] == [State.AGREED]
    await olga.hears("Ada says: nothing so far")
    await olga.taps("Note 1 hour")
    await ada.hears("Ben helped you: 1 hour")
