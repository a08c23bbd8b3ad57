"""After the hours are banked: one quiet question to each of the two, whose answer nobody else ever hears."""

from __future__ import annotations

from sqlmodel import Session

from models import apart
from models.exchange import Exchange
from models.invitation import Invitation
from tests.stories.favours import LET_ME_CHOOSE, agree, asks_for_shopping, say_how_long
from tests.stories.neighbours import Neighbour, Street


async def helped(street: Street) -> tuple[Neighbour, Neighbour]:
    """Ben has helped Ada, and both have their hours."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    return ada, ben


async def test_both_are_asked_once_and_quietly(street: Street) -> None:
    """The question stands below the hours, in the same message, and a tap answers it in its place."""
    ada, ben = await helped(street)
    for who, other in ((ada, "Ben"), (ben, "Ada")):
        asked = [message for message in who.person.heard if "Would you be glad to see" in message.text]
        assert len(asked) == 1
        assert asked[0].text.endswith(f"Would you be glad to see {other} again?")
        assert "1 hour" in asked[0].text
    await ada.taps("Glad to see Ben again")
    await ada.hears("Ben helped you: 1 hour", "you would be glad to see Ben again")
    [standing] = await street.exchanges()
    assert (standing.asker_glad, standing.helper_glad) == (True, None)
    await street.later(days=5)
    for who in (ada, ben):
        assert sum("would you be glad" in message.text.casefold() for message in who.person.heard) <= 1


async def test_rather_somebody_else_is_never_told(street: Street) -> None:
    """Ben prefers others, then never again, then is glad after all: each time he reads that Ada is not told,
    and she hears nothing.
    """
    ada, ben = await helped(street)
    before = len(ada.person.heard)
    await ben.taps("Rather somebody else")
    await ben.hears("we do not tell Ada", "Do you only prefer others")
    [standing] = await street.exchanges()
    assert standing.helper_glad is False
    await ben.taps("Only prefer others")
    await ben.hears("We look for somebody else for you next time", "We do not tell Ada")
    await ben.taps_each("I have changed my mind", "Rather somebody else", "Never together again")
    await ben.hears("We never bring you and Ada together again")

    def kept(session: Session) -> list[int]:
        return apart.said_by(session, ben.row(session))

    assert await street.store.read(kept) == [standing.asker_id]
    await ben.says("/things")
    await ben.taps_data(f"ex:{standing.id}")
    await ben.hears("This is done", "We never bring you and Ada together again")
    await ben.taps_each("I have changed my mind", "Glad to see Ada again")
    assert await street.store.read(kept) == []
    assert [row.helper_glad for row in await street.exchanges()] == [True]
    assert len(ada.person.heard) == before
    await ada.taps_data(f"ex:{standing.id}")
    shown = await ada.hears("This is done", "Would you be glad to see Ben again?")
    assert "prefer" not in shown.text


async def test_two_who_are_kept_apart_meet_no_more_and_notice_nothing(street: Street) -> None:
    """Ben is not asked, sees no request of Ada's, and cannot come forward; for Ada somebody else is found."""
    ada, ben = await helped(street)
    await ada.taps_each("Rather somebody else", "Never together again")
    cara = await street.neighbour("Cara", "shopping")
    await asks_for_shopping(ada, day="Saturday 28 November")
    await cara.hears("Ada would like help with the shopping")
    await ben.hears_nothing_of("Ada would like")
    await ben.says("/browse")
    await ben.hears("Nobody needs it just now")
    for data in ("look:2", "help:2"):
        await ben.taps_data(data)
        await ben.hears("We don't know that one")
    assert len(await street.rows(Invitation)) == 2


async def test_a_question_that_was_open_leads_to_nothing_any_more(street: Street) -> None:
    """Ben was asked again before Ada said never: his yes is thanked as if somebody had been quicker."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await asks_for_shopping(ada, day="Saturday 28 November", choosing=LET_ME_CHOOSE)
    await ben.hears("Saturday 28 November")
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    await ada.taps_each("Rather somebody else", "Never together again")
    await ben.taps_data("yes:2")
    await ben.hears("Somebody else is helping already, or help is no longer needed")
    assert len(await street.rows(Exchange)) == 1


async def test_only_the_two_answer_and_only_about_help_that_was_given(street: Street) -> None:
    """Cara, and Ada before the visit, press the buttons, and to them they are nothing."""
    ada, ben, cara = [await street.neighbour(name, "shopping") for name in ("Ada", "Ben", "Cara")]
    await asks_for_shopping(ada)
    await ben.taps("Yes, Tuesday 2pm")
    for who in (ada, cara):
        for data in ("again:1", "glad:1", "others:1", "prefer:1", "never:1"):
            await who.taps_data(data)
            await who.hears("We don't know that one")


async def test_nobody_is_asked_about_somebody_who_has_left(street: Street) -> None:
    """Where the other one is gone by then, there are the hours and no question."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await street.later(days=1, hours=8)
    await ada.taps("1 hour")
    await ben.taps("1 hour")
    await ben.says("/leave")
    await ben.taps_each("Leave", "Yes, leave now")
    await ada.taps_data("ex:1")
    await ada.hears("This is done")
    await ada.hears_nothing_of("Would you be glad")
