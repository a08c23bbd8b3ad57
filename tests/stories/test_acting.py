"""An organiser acts for members: those who cannot just now, and those who have no app at all."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from models import exchange, member
from models.access import AccessEntry, Read
from models.acting import Acting, OnBehalf
from models.contact import Consent, Contact
from models.exchange import Exchange
from models.invitation import Invitation
from models.journal import JournalEntry
from models.member import Member
from models.notification import Notice, Notification
from tests.security.test_organisers_only import UNKNOWN, resigns
from tests.stories.favours import FIRST_YES, LET_ME_CHOOSE, asks_for_shopping
from tests.stories.joinings import row_of
from tests.stories.neighbours import HOME, Neighbour, Street


async def adds(olga: Neighbour, name: str, phone: str = "020 7946 0018") -> None:
    """An organiser adds somebody who has no app."""
    await olga.says("/members")
    await olga.taps("Add somebody with no app")
    await olga.hears("What would they like to be called?")
    await olga.says(name)
    await olga.taps("English")
    await olga.hears(f"Is {name} 18 or over?")
    await olga.taps("Yes, 18 or over")
    await olga.hears("Please tell them", f"How has {name} agreed to this?")
    await olga.taps("By phone")
    await olga.shares_location(HOME)
    await olga.hears("On which number")
    await olga.says(phone)
    await olga.hears(f"{name} is a member now")


async def asks_for_them(olga: Neighbour, choosing: str = FIRST_YES) -> None:
    """An organiser who acts for somebody asks for the shopping on Tuesday at two."""
    await asks_for_shopping(olga, choosing=choosing)


async def named(street: Street, name: str) -> Member:
    """The row of somebody by their name."""

    def look(session: Session) -> Member:
        return session.exec(
            select(Member).where(Member.timebank_id == street.timebank_id, Member.name == name)
        ).one()

    return await street.store.read(look)


async def acts(street: Street) -> list[tuple[str, int | None]]:
    """What the journal says was done for somebody, and for whom."""
    rows = await street.rows(JournalEntry)
    return [(row.act, row.detail["on_behalf_of"]) for row in rows if "on_behalf_of" in row.detail]


async def test_somebody_without_the_app_is_helped(street: Street) -> None:
    """Edith has no app: she is added, asked for, told by phone, and her hours are noted."""
    olga = await street.neighbour("Olga", organiser=True)
    ben = await street.neighbour("Ben", "shopping")
    await adds(olga, "Edith")
    edith = await named(street, "Edith")
    assert (edith.chat_id, edith.telegram_user_id, edith.state) == (None, None, member.State.ACTIVE)
    [contact] = await street.rows(Contact)
    assert (contact.consent, contact.consented_at) == (Consent.BY_PHONE, street.now())
    await olga.taps("Act for Edith")
    await olga.hears("You now act for Edith")
    await asks_for_them(olga)
    await olga.hears("For Edith", "You asked for help with the shopping")
    await ben.hears("Edith would like help with the shopping", "Olga, an organiser, wrote this for Edith")
    await ben.taps("Yes, Tuesday 2pm")
    await ben.hears("It is agreed", "Edith has no app. What you write goes to an organiser")
    # What Edith would have read is a call that Olga makes.
    await olga.hears("Please ring Edith", "It is agreed: Ben helps you")
    await olga.taps("Their phone number")
    await olga.hears("We write down who reads Edith's phone number")
    await olga.taps("Yes, show it")
    await olga.hears("To ring Edith: 020 7946 0018")
    [entry] = await street.rows(AccessEntry)
    assert (entry.what, entry.member_id) == (Read.PHONE, edith.id)
    await olga.taps("I have told Edith")
    await olga.says("/admin")
    await olga.hears_nothing_of("A call to make")
    await street.later(hours=23)
    await olga.hears("Please ring Edith", "Tuesday 24 November, 2pm")
    await ben.taps("Write to Edith")
    await ben.says("I will bring a trolley")
    await olga.hears("Please ring Edith", "I will bring a trolley")
    await olga.taps("I have told Edith")
    await street.later(hours=9)
    await olga.hears("Please ring Edith", "How long did it take?")
    await ben.taps("1 hour")
    await olga.taps("Act for Edith")
    await olga.taps_each("Their things", "See plan with Ben", "1 hour")
    [done] = await street.exchanges()
    assert done.banked_minutes == 60
    assert await acts(street) == [("request.post", edith.id), ("exchange.confirm", edith.id)]
    assert {row.by_id for row in await street.rows(OnBehalf)} == {(await row_of(olga)).id}
    # She could still be told twice of nothing: all that was due has been said, or lapsed.
    await olga.taps("Stop acting for them")
    await olga.hears("You no longer act for Edith")


async def test_a_member_with_the_app_reads_what_was_done_and_can_forbid_it(street: Street) -> None:
    """Ada reads what Olga asked for her, and says that nobody may act for her; from then on nobody can."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await olga.says("/for ada")
    await olga.hears("You now act for Ada")
    await asks_for_them(olga, choosing=LET_ME_CHOOSE)
    await ada.hears("Olga, an organiser, has asked for you: help with the shopping")
    await ben.taps("Yes, Tuesday 2pm")
    await ada.hears("Ben")
    await olga.taps_each("Their things")
    await olga.says("/things")
    await olga.hears("For Ada", "Ben")
    await olga.taps("Choose Ben")
    await ada.hears("has said yes for you", "With Ben")
    await ada.taps("Nobody may act for me")
    await ada.hears("From now on nobody acts for you")
    await olga.says("/things")
    await olga.hears("You no longer act for Ada", "was not done")
    await olga.says("/for Ada")
    await olga.hears("Ada would like nobody to act for them")
    await olga.says("/members Ada")
    assert "Act for Ada" not in olga.buttons()
    await ada.says("/profile")
    await ada.taps_data("profile:me")
    await ada.taps("Organisers may again")
    await olga.says("/for Ada")
    await olga.hears("You now act for Ada")


async def test_acting_ends_by_itself_and_nothing_is_done_after(street: Street) -> None:
    """After half an hour without use the next tap does nothing, not for Ada and not for Olga herself; the
    talk that was begun for Ada does not go on as Olga's own, also not after a restart.
    """
    olga = await street.neighbour("Olga", organiser=True)
    await street.neighbour("Ada")
    await olga.says("/for Ada")
    await olga.says("/ask")
    await olga.hears("For Ada")
    await street.restart()
    await olga.taps("Shopping")
    await olga.hears("For Ada", "Which day suits you?")
    await street.later(minutes=31)
    await olga.taps("Tomorrow, Tuesday")
    await olga.hears("You no longer act for Ada", "What you just did was not done")
    await olga.taps("Tomorrow, Tuesday")
    await olga.hears("That question is over")
    await olga.says("/things")
    await olga.hears_nothing_of("For Ada")
    assert await street.requests() == []
    [acting] = await street.rows(Acting)
    assert acting.ended_at == street.now()


async def test_what_is_the_organisers_own_stays_their_own(street: Street) -> None:
    """While acting, the queue is the organiser's own; what nobody does for others is refused."""
    olga = await street.neighbour("Olga", "shopping", organiser=True)
    await street.neighbour("Ada")
    await olga.says("/for Ada")
    await olga.says("/admin")
    await olga.hears("You still act for Ada", "Nothing needs you just now")
    for typed in ("/give", "/leave", "/profile", "/pause"):
        await olga.says(typed)
        await olga.hears("For Ada", "This is nothing one does for Ada")
    for data in ("yes:1", "help:1", "person:help", "again:1", "alone:1", "write:1"):
        await olga.taps_data(data)
        await olga.hears("This is nothing one does for Ada")
    await olga.says("/offer")
    await olga.taps("Add an offer")
    await olga.taps_each("Dog walking", "Nothing more")
    await olga.hears("For Ada")
    row = await named(street, "Ada")
    assert ("offer.change", row.id) in await acts(street)
    await olga.says("/stop")
    await olga.hears("You no longer act for Ada")
    await olga.says("/offer")
    await olga.hears("Shopping")
    await olga.hears_nothing_of("Dog")


async def test_whoever_helps_somebody_never_acts_for_them(street: Street) -> None:
    """Olga has asked for Ada, so she is not asked and cannot come forward; and whoever helps Ada cannot begin
    to act for her before it is settled.
    """
    olga = await street.neighbour("Olga", "shopping", organiser=True)
    pia = await street.neighbour("Pia", "shopping", organiser=True)
    ada = await street.neighbour("Ada")
    await olga.says("/for Ada")
    await asks_for_them(olga)
    await pia.hears("Ada would like")
    assert [one.member_id for one in await street.rows(Invitation)] == [(await row_of(pia)).id]
    [wanted] = await street.requests()
    await olga.says("/stop")
    await olga.taps_data(f"help:{wanted.id}")
    await olga.hears("An organiser who acts for somebody does not come as their helper")
    assert await street.rows(Exchange) == []
    await pia.taps("Yes, Tuesday 2pm")
    await pia.hears("It is agreed")
    await pia.says("/for Ada")
    await pia.hears("You and Ada have agreed on help")
    await olga.says("/for Ada")
    await olga.hears("You now act for Ada")
    await street.later(days=1, hours=8)
    for who, figure in ((pia, "1 hour"), (ada, "1 hour")):
        await who.taps(figure)
    await pia.says("/for Ada")
    await pia.hears("You now act for Ada")


async def test_who_told_a_figure_does_not_decide_about_it(street: Street) -> None:
    """Olga says for Ada how long it took; where Ben says otherwise, another organiser decides."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada)
    await ben.taps("Yes, Tuesday 2pm")
    await street.later(days=1, hours=8)
    await ben.taps("1 hour 30 minutes")
    await olga.says("/for Ada")
    await olga.taps_each("Their things", "See plan with Ben", "45 minutes")
    await olga.says("/stop")
    await olga.says("/admin")
    await olga.taps("Settle hours: Ben")
    await olga.hears("One of these was told by Olga")
    await olga.taps("Note 45 minutes")
    await olga.hears("These are your own hours")
    await pia.says("/admin")
    await pia.taps_each("Settle hours: Ben", "Note 1 hour 30 minutes")
    [done] = await street.exchanges()
    assert (done.state, done.banked_minutes) == (exchange.State.BANKED, 90)


async def test_nobody_acts_for_an_organiser_and_nobody_else_acts(street: Street) -> None:
    """Acting for another organiser, for oneself, or for nobody is refused; to members, former organisers and
    strangers the commands are unknown ones.
    """
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    await olga.taps_data(f"for:{(await row_of(pia)).id}")
    await olga.hears("Organisers act for members")
    await olga.taps_data(f"for:{(await row_of(olga)).id}")
    await olga.hears("Organisers act for members")
    await olga.says("/for Pia")
    await olga.hears("For whom would you like to act?")
    await olga.taps("Stop")
    await olga.taps_data("endfor")
    await olga.hears("You act for nobody just now")
    await olga.says("/for Ada")
    await olga.says("/ask")
    await resigns(street, olga)
    await olga.taps("Shopping")
    await olga.hears("You no longer act for them")
    await olga.hears_nothing_of("For Ada")
    number = (await row_of(ada)).id
    buttons = (
        f"for:{number}", "endfor", "addmember", "members", "standing:active:0", "areas:0", "area:1:0",
        "skills", "skill:dog:0", "findmember", f"member:{number}", f"met:{number}", f"letin:{number}",
        f"placeof:{number}", f"placeyes:{number}:1", f"phoneof:{number}", f"phoneyes:{number}:1",
        f"writeto:{number}", "go:members", "go:for",
    )  # fmt: skip
    for who in (olga, ada):
        for typed in ("/members", "/members Ada", "/for", "/for Ada", "/nosuchthing"):
            await who.says(typed)
            await who.hears(UNKNOWN)
        for data in buttons:
            await who.taps_data(data)
            await who.hears(UNKNOWN)
    nora = street.newcomer("Nora")
    await nora.says("/for Ada")
    mine = [message.text for message in nora.person.heard]
    theo = street.newcomer("Theo")
    await theo.says("/nosuchthing Ada")
    assert mine == [message.text for message in theo.person.heard]
    assert await street.rows(AccessEntry) == []


@pytest.mark.parametrize("typed", ["ring me", "12", "0" * 40, "+44 <b>20</b>"])
async def test_a_number_that_nobody_could_ring_is_asked_for_again(street: Street, typed: str) -> None:
    """Words, too few digits and too many are no phone number; without a phone they can be added, too."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/members")
    await olga.taps("Add somebody with no app")
    await olga.says("Edith")
    await olga.taps_each("English", "Yes, 18 or over", "In person")
    await olga.shares_location(HOME)
    await olga.says(typed)
    await olga.hears("Please write the number in digits")
    await olga.taps("They have no phone")
    await olga.hears("Edith is a member now")
    [kept] = await street.rows(Contact)
    assert kept.phone == ""


async def test_without_consent_nothing_is_kept(street: Street) -> None:
    """Who has not agreed, or is too young, is not added."""
    olga = await street.neighbour("Olga", organiser=True)
    for last, words in (("They have not agreed yet", "kept nothing of Edith"), (None, "kept nothing")):
        await olga.says("/members")
        await olga.taps("Add somebody with no app")
        await olga.says("Edith")
        await olga.taps("English")
        if last is None:
            await olga.taps("No, under 18")
        else:
            await olga.taps_each("Yes, 18 or over", last)
        await olga.hears(words)
    assert len(await street.rows(Member)) == 1


async def test_somebody_without_the_app_can_leave(street: Street) -> None:
    """Edith tells Olga that she has had enough: she leaves and is forgotten, with her number and her name."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await adds(olga, "Edith")
    await olga.taps("Act for Edith")
    await asks_for_them(olga)
    await olga.says("/leave")
    await olga.hears("For Edith")
    await olga.taps_each("Leave and be forgotten", "Yes, delete it all")
    await olga.hears("For Edith")
    await olga.says("/things")
    await olga.hears("You no longer act for a former member")
    assert await street.rows(Contact) == []
    assert [row.name for row in await street.rows(Member)] == ["Olga", "Ada", ""]
    assert [act for act, _ in await acts(street)] == ["request.post", "request.withdraw", "member.leave"]
    # Who has the app leaves by themself alone.
    await olga.says("/for Ada")
    await olga.says("/leave")
    await olga.hears("This is nothing one does for Ada")
    await ada.says("/hours")
    await ada.hears("2 hours")


async def test_a_visit_called_off_is_told_to_every_organiser(street: Street) -> None:
    """When somebody without the app may wait at the door for nothing, no organiser is left out."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ben = await street.neighbour("Ben", "shopping")
    await adds(olga, "Edith")
    await olga.taps("Act for Edith")
    await asks_for_them(olga)
    await ben.taps("Yes, Tuesday 2pm")
    await olga.hears("Please ring Edith")
    await pia.hears_nothing_of("Please ring Edith")
    await ben.taps("I need to cancel")
    await ben.taps("Yes, cancel my help")
    for who in (olga, pia):
        await who.hears("Please ring Edith", "Ben cannot help after all")
    # What has become untrue is not told any more.
    await pia.hears_nothing_of("It is agreed")
    rows = await street.rows(Notification)
    assert not [row for row in rows if row.kind is Notice.TASK_UNDELIVERED]
    await pia.taps("I have told Edith")
    await olga.says("/admin")
    await olga.hears_nothing_of("A call to make: Edith")
