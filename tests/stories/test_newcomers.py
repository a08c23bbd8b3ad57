"""Letting people in, and the keys of organisers: links, approval, and those who try what is not theirs."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from bot import buttons
from models import deeplink, timebank
from models.deeplink import Purpose
from models.member import State
from models.store import Store
from tests.stories.favours import agree, asks_for_shopping, say_how_long
from tests.stories.joinings import joins, row_of, the_rest
from tests.stories.neighbours import Street, opened_street

UNKNOWN = "We don't know that one"


async def organiser_link(street: Street, **more: int) -> str:
    """A one-time link for an organiser, as the command line makes it."""
    lasts = timedelta(**(more or {"days": 1}))
    return await street.store.write(
        lambda session: (
            deeplink.make(
                session,
                timebank_id=street.timebank_id,
                purpose=Purpose.ORGANISER,
                now=street.now(),
                expires_at=street.now() + lasts,
                uses=1,
            ).token
        )
    )


async def test_joining_by_approval(sqlite_url: str) -> None:
    """A newcomer waits, an organiser lets them in with two taps, and the starting hours come once."""
    async with opened_street(Store(sqlite_url), joining=timebank.Joining.APPROVED) as street:
        olga = await street.neighbour("Olga", organiser=True)
        nora = street.newcomer("Nora")
        await joins(nora)
        await nora.hears("An organiser will now look at this")
        await nora.says("/ask")
        await nora.hears("An organiser looks at your answers first")
        await nora.says("/hours")
        await nora.hears("An organiser looks at your answers first")
        assert (await row_of(nora)).state is State.WAITING

        await olga.hears("A newcomer would like to join", "Nora")
        await olga.says("/admin")
        await olga.taps("Newcomer: Nora")
        await olga.hears("They offer", "Dog walking")
        approve = olga.data_of("Let Nora in")
        await olga.taps("Let Nora in")
        await nora.hears("Welcome, Nora!", "2 hours")
        assert olga.person.toasts[-1].text == "Done. Here is what is left."
        for again in (approve, approve.replace("approve", "letin")):
            await olga.taps_data(again)
            assert olga.person.toasts[-1].text == "This was dealt with before."
        assert (await nora.balance()).balance_minutes == 120
        await nora.says("/ask")
        await nora.hears("What kind of help")


async def test_a_newcomer_who_is_turned_away(sqlite_url: str) -> None:
    """A no is told kindly, and nobody who was turned away can ask for help."""
    async with opened_street(Store(sqlite_url), joining=timebank.Joining.APPROVED) as street:
        olga = await street.neighbour("Olga", organiser=True)
        nora = street.newcomer("Nora")
        await joins(nora)
        await olga.taps_each("Say no to Nora", "Yes, say no to Nora")
        await nora.hears("could not say yes this time")
        await nora.says("/ask")
        await nora.hears_nothing_of("What kind of help")


async def test_an_organiser_changes_how_newcomers_join(street: Street) -> None:
    """From the queue an organiser asks to be asked about newcomers, and opens the door again."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/admin")
    await olga.taps_each("People", "How newcomers join", "Ask us about newcomers")
    await olga.hears("You and the other organisers are asked")
    nora = street.newcomer("Nora")
    await joins(nora)
    assert (await row_of(nora)).state is State.WAITING
    await olga.says("/admin")
    await olga.taps_each("People", "How newcomers join", "Let newcomers in at once")
    mara = street.newcomer("Mara")
    await joins(mara)
    assert (await row_of(mara)).state is State.ACTIVE


async def test_the_invite_link_and_its_code(street: Street) -> None:
    """An organiser gets the link as text and as a QR picture, and by it a newcomer begins to join."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/admin")
    await olga.taps_each("People", "Invite new members")
    shown = await olga.hears("t.me/goodturn_bot?start=")
    assert shown.photo is not None and shown.photo.bytes.startswith(b"\x89PNG")
    token = shown.text.partition("?start=")[2].split()[0]
    for name in ("Nora", "Mara"):
        newcomer = street.newcomer(name)
        await newcomer.does("opens", token)
        await newcomer.hears("neighbours help each other")
        await newcomer.hears("Which language do you prefer?")
    await olga.says("/admin")
    await olga.taps_each("People", "Invite new members")
    await olga.hears(token)


async def test_the_organiser_link_works_once(street: Street) -> None:
    """Who opens it first becomes an organiser; again, forwarded, expired or guessed it does nothing."""
    token = await organiser_link(street)
    nora = street.newcomer("Nora")
    await nora.does("opens", token)
    await nora.hears("You are now an organiser")
    await nora.taps_each(
        "English", "No other language", "Call me Nora", "Yes, I am 18 or over", "Yes, that is fine"
    )
    await nora.shares_location()
    await the_rest(nora)
    await nora.says("/admin")
    await nora.hears("Nothing needs you just now")

    ben = await street.neighbour("Ben")
    stranger = street.newcomer("Max")
    late = await organiser_link(street, minutes=10)
    await street.later(minutes=11)
    for tried in (token, late, "A" * 22, token[:-1], "A" * 65, "admin", str((await row_of(nora)).id)):
        for who in (ben, stranger):
            await who.does("opens", tried)
            await who.hears("This link no longer works")
    assert not (await row_of(ben)).is_organiser and not (await row_of(stranger)).is_organiser
    await stranger.says("start")
    await stranger.hears("Which language do you prefer?")


async def test_a_member_becomes_an_organiser_by_link(street: Street) -> None:
    """A member who opens the one-time link is an organiser from then on."""
    ben = await street.neighbour("Ben")
    await ben.does("opens", await organiser_link(street))
    await ben.hears("You are an organiser now")
    await ben.says("/admin")
    await ben.hears("Nothing needs you just now")


async def everything(street: Street) -> dict[str, list[str]]:
    """All rows that a forged button might want to change."""
    from models import exchange, invitation, ledger, member, offer, raised_hand, request

    tables = (exchange.Exchange, invitation.Invitation, ledger.Transfer, offer.Offer, request.Request,
              timebank.TimeBank, raised_hand.RaisedHand)  # fmt: skip
    found = {table.__name__: [repr(row) for row in await street.rows(table)] for table in tables}
    people = await street.rows(member.Member)
    found["Member"] = [f"{row.id} {row.state} {row.is_organiser} {row.name}" for row in people if row.name]
    return found


@pytest.mark.parametrize("stranger", [False, True])
async def test_forged_buttons_gain_nothing(street: Street, stranger: bool) -> None:
    """Every button there is, with the ids of others, changes nothing, and those of organisers are unknown."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada", "dog")
    ben = await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour 30 minutes"))
    await asks_for_shopping(ada, day="Saturday 28 November")
    # Nobody is asked about it any more, so that nothing but the forger changes anything.
    mallory = street.newcomer("Mallory") if stranger else await street.neighbour("Mallory")
    await mallory.says("/admin")
    await mallory.hears("neighbours help each other" if stranger else UNKNOWN)
    before = await everything(street)
    settled = [len(who.person.heard) for who in (olga, ada, ben)]
    own = {"t", "talk", "go", "lang", "offers", "offer_add", "person", "look", "help", "profile", "change",
           "books", "needhours", "alone", "concern", "unsafe", "lonely", "notlonely"}  # fmt: skip
    tries = ("", ":1", ":2:60", ":hours:1", ":approved")
    for intent in sorted(set(buttons.PRESSES) - own):
        mallory.look_away()
        for arguments in tries:
            mallory.person.taps_data(f"{intent}{arguments}")
        await street.settle()
        said = [message.text for message in mallory.news]
        assert len(said) == len(tries), (intent, said)
        strange = [text for text in said if UNKNOWN not in text and "no longer works" not in text]
        assert not strange, (intent, strange)
    assert await everything(street) == before
    assert [len(who.person.heard) for who in (olga, ada, ben)] == settled
    for typed in ("/admin", "/nosuchthing"):
        await mallory.says(typed)
        await mallory.hears("Which language do you prefer?" if stranger else UNKNOWN)


async def test_random_button_data_changes_nothing(street: Street) -> None:
    """A hundred mutations of real buttons change nothing of anybody else's, and break nothing."""
    ada = await street.neighbour("Ada", "dog")
    ben = await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    mallory = await street.neighbour("Mallory")
    await mallory.says("/start")
    before = await everything(street)
    chance = random.Random(54)
    real = [f"{intent}:{number}" for intent in buttons.PRESSES for number in (1, 2, "on", "x")]
    for _ in range(100):
        data = list(chance.choice(real) + chance.choice(["", ":1", ":60", ":open", ":-1", ":١"]))
        for _ in range(chance.randint(0, 3)):
            data[chance.randrange(len(data))] = chance.choice("abz019:-_\x00\u202eé👍 \n٣")
        mallory.person.taps_data("".join(data) * chance.choice([1, 1, 1, 9]))
    await street.settle()
    after = await everything(street)
    for table in ("Exchange", "Transfer", "Request", "TimeBank", "Offer", "Member"):
        assert after[table] == before[table], table
