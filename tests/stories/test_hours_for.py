"""Nobody in need is refused for want of hours: they say so, and an organiser gives some, with a reason."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from models import ledger
from models.account import Account
from models.grant import Grant
from models.hours_wanted import HoursWanted
from models.ledger import Cause
from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import Neighbour, Street

WHY = "You have had a hard winter."


async def owes(street: Street, who: Neighbour, to: Neighbour, minutes: int) -> None:
    """Lets somebody have got help of so many minutes that they owe for it."""

    def move(session: Session) -> None:
        accounts = [ledger.account_of(session, street.timebank_id, one.row(session).id) for one in (who, to)]
        ledger.transfer(
            session, deed_key="before", cause=Cause.GIFT, giver=accounts[0], receiver=accounts[1],
            minutes=minutes, now=street.now(),
        )  # fmt: skip

    await street.store.write(move)


async def decides(olga: Neighbour, name: str, *taps: str) -> None:
    """An organiser opens somebody's hours and taps on."""
    await olga.says("/hoursfor")
    await olga.hears("Whose hours is it about?")
    await olga.says(name)
    await olga.taps_each(*taps)


async def account_of(street: Street, who: Neighbour) -> Account:
    """Their account."""
    return await street.store.read(
        lambda session: ledger.account_of(session, street.timebank_id, who.row(session).id)
    )


@pytest.mark.parametrize(
    ("language", "words", "way"),
    [
        ("en", "You have no hours left to ask with just now", "I need hours"),
        ("es", "Ahora no te quedan horas para pedir ayuda", "Necesito horas"),
    ],
)
async def test_who_has_no_hours_left_reads_it_before_the_first_question(
    street: Street, language: str, words: str, way: str
) -> None:
    """Ada is at her limit and wants to ask: she is spared the questions, and finds the ways to new hours."""
    ada, ben = await street.neighbour("Ada", language=language), await street.neighbour("Ben")
    await owes(street, ada, ben, 420)
    await ada.says("/ask")
    await ada.hears(words)
    assert way in ada.buttons()


async def test_who_has_no_hours_left_is_given_some(street: Street) -> None:
    """Ada is at her limit: instead of a no there is a way; Olga gives hours, and Ada can ask."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben")
    await ada.says("/ask")
    await ada.taps_each("Shopping", "Tomorrow, Tuesday", "In the morning", "1 hour", "At my home")
    await ada.taps_each("I will tell them later", "Nothing more", "First to say yes")
    await owes(street, ada, ben, 420)
    await ada.taps("Yes, send it")
    await ada.hears("This needs 1 hour")
    await ada.taps("I need hours")
    await ada.hears("An organiser will look at it")
    await olga.hears("Ada says they need hours", "minus 5 hours")
    await olga.taps("Give hours to Ada")
    await olga.hears("community chest", "How much would you like to give?")
    for below in ("-3", "-3 hours", "−3", "－3 hours", "minus 3 hours"):
        await olga.says(below)
        await olga.hears("How much would you like to give?")
    await olga.taps("3 hours")
    await olga.hears("Ada will read your words")
    await olga.says(WHY)
    await olga.hears(
        "We give 3 hours to Ada",
        "Balance: minus 5 hours now, and then minus 2 hours",
        WHY,
        "Shall we do this?",
    )
    await olga.taps("Yes, do it")
    await olga.hears("This is done", "We are telling Ada")
    await ada.hears("An organiser has given you 3 hours", "minus 2 hours", WHY)
    assert (await ada.balance()).balance_minutes == -120
    await ada.says("/hours")
    await ada.hears("An organiser gave you 3 hours")
    await ada.taps("I need hours")
    await olga.says("/admin")
    await olga.taps_each("Hours for Ada", "I got in touch")
    await olga.hears("Nothing needs you")
    # What she had begun to ask for is still there.
    await ada.says("/ask")
    await ada.taps_each("Carry on", "Yes, send it")
    await ada.hears("You asked for help with the shopping")


async def test_whose_hours_run_low_is_in_the_queue(street: Street) -> None:
    """Ada asks and falls below the soft floor: nobody is alarmed, and Olga finds it when she looks."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben")
    await owes(street, ada, ben, 240)
    await asks_for_shopping(ada)
    assert not olga.news
    await olga.says("/admin")
    await olga.hears("Hours run low: Ada")
    await olga.hears_nothing_of("Somebody needs hours")
    await olga.taps("Few hours: Ada")
    await olga.hears("The hours of Ada run low, at minus 2 hours")
    old = olga.data_of("Give hours to Ada")
    await olga.taps("I got in touch")
    for _ in range(2):
        await olga.taps_data(old, olga.message_with("People").id)
    assert [row.settled_at for row in await street.rows(HoursWanted)] == [street.now()]


async def test_a_debt_is_written_off(street: Street) -> None:
    """Olga writes off what Ada owes, or part of it, and never more; Ada reads why."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben")
    await owes(street, ada, ben, 300)
    await decides(olga, "Ada")
    await olga.hears("Ada has minus 3 hours now", "down to minus 5 hours, and up to 50 hours")
    await olga.taps("Write off what they owe")
    await olga.says("4 hours")
    await olga.hears("They owe 3 hours now")
    await olga.says("90 minutes")
    await olga.says(WHY)
    await olga.hears("We write off 1 hour 30 minutes of what Ada owes")
    await olga.taps("Yes, do it")
    await ada.hears("written off 1 hour 30 minutes that you owed", "minus 1 hour 30 minutes", WHY)
    await decides(olga, "Ada", "Write off what they owe", "1 hour 30 minutes")
    await olga.says(WHY)
    await olga.says("no")
    assert (await ada.balance()).balance_minutes == -90
    await decides(olga, "Ben")
    assert "Write off what they owe" not in olga.buttons()


async def test_one_members_limits(street: Street) -> None:
    """How far Ada may go, down and up, is read back with what it was, and is so; typed or tapped."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await decides(olga, "Ada", "How far below zero")
    await olga.says("101 hours")
    await olga.hears("It can be from minus 100 hours to 0 hours")
    await olga.says("8 hours")
    await olga.hears("It will be minus 8 hours instead of minus 5 hours")
    await olga.says("yes")
    await olga.hears("This is done, and written down with your name")
    await decides(olga, "Ada", "How far up")
    await olga.says("-20 hours")
    await olga.hears("How far may they go up?")
    await olga.taps_each("No end", "Yes, do it")
    account = await account_of(street, ada)
    assert (account.floor_minutes, account.ceiling_minutes, account.own_limits) == (-480, None, True)
    await decides(olga, "Ada")
    await olga.hears("down to minus 8 hours, and up to no end")


async def test_nobody_decides_about_their_own_hours(street: Street) -> None:
    """Olga cannot give herself hours, by name, by button, or by her own wish; Pia can."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    await decides(olga, "Olga")
    await olga.hears("your own hours, so another organiser has to decide")
    await olga.says("stop")
    await olga.taps_data("needhours")
    await pia.hears("Olga says they need hours")
    await olga.taps_data("givehours:1")
    await olga.hears("your own hours, so another organiser has to decide")
    await olga.taps_data("hourswanted:1")
    await olga.hears("We don't know that one")
    await pia.taps_each("Give hours to Olga", "1 hour")
    await pia.says(WHY)
    await pia.taps("Yes, do it")
    await olga.hears("An organiser has given you 1 hour")


async def test_the_last_tap_twice_gives_once(street: Street) -> None:
    """The same tap twice, under another number, and after a restart: one grant."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await decides(olga, "Ada", "Give them hours", "2 hours")
    await olga.says(WHY)
    await street.restart()
    olga.person.taps("Yes, do it")
    [tap] = street.taken_updates()
    await street.at_once([tap, {**tap, "update_id": tap["update_id"] + 1_000}])
    street.messenger.push_update(tap)
    await street.settle()
    assert [row.minutes for row in await street.rows(Grant)] == [120]
    assert (await ada.balance()).balance_minutes == 240


async def test_two_organisers_see_to_the_same_wish(street: Street) -> None:
    """Pia gives hours while Olga thinks: Olga's talk ends kindly, and Ada gets them once."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.taps_data("needhours")
    for who in (olga, pia):
        await who.taps_each("Give hours to Ada", "1 hour")
        await who.says(WHY)
    await pia.taps("Yes, do it")
    await olga.taps("Yes, do it")
    await olga.hears("Somebody has seen to this already")
    assert len(await street.rows(Grant)) == 1


async def test_to_others_there_is_no_such_thing(street: Street) -> None:
    """A member, and a former organiser in the middle of it, hear what an unknown command says."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await street.neighbour("Pia", organiser=True)
    await ada.taps_data("needhours")
    await decides(olga, "Ada", "Give them hours", "2 hours")

    def resign(session: Session) -> None:
        olga.row(session).is_organiser = False

    await street.store.write(resign)
    await olga.says(WHY)
    await olga.hears("We don't know that one")
    for who in (olga, ada):
        await who.says("/hoursfor")
        await who.hears("We don't know that one")
        for data in ("givehours:1", "hourswanted:1", "task:hours_wanted:1"):
            await who.taps_data(data)
            await who.hears("We don't know that one")
    assert await street.rows(Grant) == []


async def test_somebody_leaves_in_the_middle(street: Street) -> None:
    """Ada leaves while Olga thinks about her hours: nothing is given, and Olga is not left in a talk."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await ada.taps_data("needhours")
    await olga.taps_each("Give hours to Ada", "1 hour")
    await olga.says(WHY)
    await ada.says("/leave")
    await ada.taps_each("Leave", "Yes, leave now")
    await olga.taps("Yes, do it")
    await olga.hears("We don't know that one")
    assert await street.rows(Grant) == []
    await olga.says("/admin")
    await olga.hears("Nothing needs you")


async def test_hours_in_spanish(street: Street) -> None:
    """Both read Spanish, and type what others would tap."""
    olga = await street.neighbour("Olga", organiser=True, language="es")
    ada, ben = await street.neighbour("Ada", language="es"), await street.neighbour("Ben")
    await owes(street, ada, ben, 180)
    await ada.says("/hours")
    await ada.taps("Necesito horas")
    await ada.hears("La organización lo mirará")
    await olga.hears("Ada dice que necesita horas", "menos 1 hora")
    await olga.taps("Dar horas a Ada")
    await olga.says_each("2 horas", "Un invierno duro", "sí")
    await ada.hears("La organización te ha dado 2 horas", "Un invierno duro")
