"""The organisers' group: what it reads, when it makes a sound, and that it holds nothing private."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel import Session

from messenger.groups import Group
from models import timebank
from models.group_post import GroupPost
from models.journal import JournalEntry
from models.organiser_group import OrganiserGroup
from tests.stories.favours import agree
from tests.stories.neighbours import Neighbour, Street
from tests.stories.safeguards import gives, raises
from tests.stories.visits import is_agreed, is_there, minutes_after_end

UNKNOWN = "We don't know that one, sorry"
PRIVATE = "Please write to us in a private chat"


def said(group: Group) -> list[str]:
    """What stands in the group, oldest first."""
    return [message.text for message in group.heard]


def in_topic(group: Group, name: str) -> list[str]:
    """What stands in one topic, oldest first."""
    return [message.text for message in group.in_topic(name)]


async def lets_in(organiser: Neighbour, *, topics: bool = True) -> Group:
    """An organiser chooses a group by the button that we show."""
    group = organiser.street.messenger.street.add_group("Organisers", has_topics=topics)
    await organiser.says("/group")
    await organiser.taps("Choose the group")
    return group


async def wants_to_join(street: Street, name: str) -> Neighbour:
    """Somebody new asks to join, and waits for an organiser."""
    newcomer = street.newcomer(name)
    await newcomer.says("/start")
    await newcomer.taps_each("Yes, I am 18 or over", "Yes, I agree")
    await newcomer.says(name)
    return newcomer


async def test_what_waits_comes_to_its_topic_and_is_done_there_when_it_is_done(street: Street) -> None:
    """Olga lets us into her group. A member who wants a person stands under New, silently and without a name;
    it reads who has it once Pia takes it, and that it is done once it is.
    """
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    group = await lets_in(olga)
    assert said(group) == [
        "Hello. I tell you here what waits for organisers, and never a name.\n\nNothing waits for you."
    ]
    await ada.says("/person")
    [post] = group.in_topic("New")
    assert post.text == "A member would like to talk to a person." and post.silent
    assert post.labels == ["Open it in private"]
    asked = post.text
    await pia.says("/admin")
    await pia.taps_each("Talk to Ada", "I take this")
    assert in_topic(group, "New") == [f"{asked}\nPia has it."]
    await pia.taps("I got in touch")
    assert in_topic(group, "New") == [f"{asked}\nThis is done ✓"]
    assert group.in_topic("New")[0].labels == []
    assert "Ada" not in " ".join(said(group))


async def test_the_button_in_the_group_leads_to_the_queue_in_private(street: Street) -> None:
    """Whoever looks after the bank finds the queue behind it; to a member it is a Start like any other."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga)
    await ada.says("/person")
    [post] = group.in_topic("New")
    url = post.buttons[0][0].url or ""
    await olga.does("follows", url)
    await olga.hears("would like a person: Ada")
    await ada.does("follows", url)
    await ada.hears_nothing_of("would like a person")
    await ada.hears("What would you like to do")


async def test_an_overdue_visit_is_loud_at_any_hour(street: Street) -> None:
    """When organisers are called for an overdue visit, the group hears it, and reads who has it."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    group = await lets_in(olga)
    await is_agreed(ada, ben)
    await is_there(street, ben)
    await minutes_after_end(street, 45)
    [post] = group.in_topic("Urgent")
    assert "late coming back from a visit" in post.text and not post.silent
    await olga.taps("I have it")
    assert in_topic(group, "Urgent")[0].endswith("Olga has it.")
    await ben.taps("I have left")
    assert in_topic(group, "Urgent")[0].endswith("This is done ✓")
    assert not any(name in text for text in said(group) for name in ("Ada", "Ben"))


async def test_a_worry_is_told_without_a_word_of_it_and_not_at_all_about_a_lead(street: Street) -> None:
    """The group reads that there is a worry about a member; about a lead or an organiser it reads nothing."""
    olga, lia = await street.neighbour("Olga", organiser=True), await street.neighbour("Lia")
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await gives(olga, "lead", "Lia")
    group = await lets_in(olga)
    await raises(ada, "An organiser or lead", "Lia", words="Lia asked me for money")
    assert group.in_topic("Safeguarding") == []
    await agree(ada, ben)
    await ada.says("/things")
    await ada.taps_each("See plan with Ben", "I have a worry")
    await ada.says("He asked me for my bank card")
    assert in_topic(group, "Safeguarding") == [
        "Somebody has told us about a worry. Only safeguarding leads can read it."
    ]
    await lia.says("/concerns")
    await lia.taps_each("Open concern 2", "I have it")
    assert in_topic(group, "Safeguarding")[0].endswith("This is done ✓")
    assert "bank card" not in " ".join(said(group))


async def test_a_group_without_topics_has_one_stream_until_they_are_tried_again(street: Street) -> None:
    """Where topics are off, everything goes into the one stream; an organiser switches them on and has the
    next news make its own."""
    street.refusals_allowed = True
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga, topics=False)
    await ada.says("/person")
    assert group.topics == {} and said(group)[-1] == "A member would like to talk to a person."
    await olga.says("/group")
    await olga.hears("one stream", "switch on “Topics”")
    await olga.does("says_in", group, "Good morning all")
    group.switches_topics(on=True)
    await olga.taps("Try topics again")
    await olga.hears("Each kind of news has a topic of its own")
    ben = await street.neighbour("Ben")
    await ben.says("/person")
    assert in_topic(group, "New") == ["A member would like to talk to a person."]


async def test_a_topic_that_was_deleted_is_made_anew(street: Street) -> None:
    """Somebody deletes a topic in the group; the next news of that kind makes it once more."""
    street.refusals_allowed = True
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    ben = await street.neighbour("Ben")
    group = await lets_in(olga)
    await ada.says("/person")
    group.deletes_topic("New")
    await ben.says("/person")
    assert group.in_topic("New") == []
    await street.later(minutes=5)
    assert in_topic(group, "New") == ["A member would like to talk to a person."]


async def test_a_group_that_moves_keeps_its_news(street: Street) -> None:
    """A group gets another number, as when it becomes a supergroup: the news goes on there."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga)
    new = group.moves(olga.person)
    await street.settle()
    await ada.says("/person")
    assert in_topic(new, "New") == ["A member would like to talk to a person."]
    assert len(said(group)) == 1


async def test_a_group_that_moved_while_we_were_away_is_found_by_its_answer(street: Street) -> None:
    """The messenger never told us that the group moved; its refusal does, and the news arrives."""
    street.refusals_allowed = True
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga)
    new = group.moves(olga.person)
    street.taken_updates()
    await ada.says("/person")
    await street.later(minutes=2)
    assert in_topic(new, "New") == ["A member would like to talk to a person."]


async def test_what_stood_in_a_group_that_moved_is_said_anew(street: Street) -> None:
    """Ada's post stands in the group that was, which nobody can change any more: who has it comes to the new
    one, once, and that it is done as well."""
    street.refusals_allowed = True
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga)
    await ada.says("/person")
    new = group.moves(olga.person)
    await olga.says("/admin")
    await olga.taps_each("Talk to Ada", "I take this")
    asked = "A member would like to talk to a person."
    assert in_topic(new, "New") == [f"{asked}\nOlga has it."]
    await olga.taps("I got in touch")
    assert in_topic(new, "New") == [f"{asked}\nThis is done ✓"]


async def test_what_waits_once_more_is_said_once_more(street: Street) -> None:
    """A worry about Ben leaves the group while he looks after the bank, and comes back when he does not."""
    olga, lia = await street.neighbour("Olga", organiser=True), await street.neighbour("Lia")
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await gives(olga, "lead", "Lia")
    group = await lets_in(olga)
    await agree(ada, ben)
    await ada.says("/things")
    await ada.taps_each("See plan with Ben", "I have a worry")
    await ada.says("He asked me for my bank card")
    await gives(olga, "organiser", "Ben")
    await olga.says("/roles")
    await olga.taps_each("Take a role away", "Organiser: Ben", "Yes, take it away")
    told = "Somebody has told us about a worry. Only safeguarding leads can read it."
    assert in_topic(group, "Safeguarding")[-1] == told
    assert len(group.in_topic("Safeguarding")) == 2
    assert lia.name == "Lia"


async def test_an_hour_without_the_messenger_loses_nothing(street: Street) -> None:
    """The messenger is down for more than an hour; when it is back the group hears what still waits."""
    street.refusals_allowed = True
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga)
    street.messenger.fail_next("createForumTopic", status=502, times=500)
    await ada.says("/person")
    for _ in range(12):
        await street.later(minutes=8)
    assert len(said(group)) == 1
    street.messenger.next_answers.clear()
    for _ in range(3):
        await street.later(minutes=5)
    assert in_topic(group, "New") == ["A member would like to talk to a person."]


async def test_out_of_the_group_we_say_nothing_and_the_organiser_sees_it(street: Street) -> None:
    """Whoever takes us out of the group ends it; organisers hear everything in private as ever."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga)
    await olga.does("says_in", group, "Bye bot")
    group.takes_bot_out(olga.person)
    await street.settle()
    await ada.says("/person")
    assert len(said(group)) == 1
    await olga.hears("would like a person: Ada")
    await olga.says("/group")
    await olga.hears("You organisers can have a group")


async def test_kicked_while_we_were_away_we_stop_at_the_first_refusal(street: Street) -> None:
    """The messenger says that we are out: nothing more is tried there, and nothing is held up by it."""
    street.refusals_allowed = True
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga)
    group.takes_bot_out(olga.person)
    street.taken_updates()
    await ada.says("/person")
    ben = await street.neighbour("Ben")
    await ben.says("/person")
    refused = [call for call in street.messenger.calls if call.chat_id == group.id and call.status == 403]
    assert len(refused) == 1
    [row] = await street.rows(OrganiserGroup)
    assert row.chat_id is None


async def test_the_link_works_for_its_organiser_alone_and_once(street: Street) -> None:
    """Whoever else uses it, or uses it too late or in a second group, hears the words for everybody."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    await olga.says("/group")
    [button] = olga.message_with("Choose the group").buttons[0]
    token = (button.url or "").partition("startgroup=")[2].partition("&")[0]
    group = street.messenger.street.add_group("Somewhere else")
    for who in (ada, pia):
        await who.does("lets_bot_into", group, token)
        assert PRIVATE in said(group)[-1]
    await olga.does("lets_bot_into", group, "guessed")
    assert PRIVATE in said(group)[-1]
    await street.later(minutes=61)
    await olga.does("lets_bot_into", group, token)
    assert PRIVATE in said(group)[-1]
    assert (await street.rows(OrganiserGroup))[0].chat_id is None
    right = await lets_in(olga)
    other = street.messenger.street.add_group("Another")
    await olga.does("lets_bot_into", other, token)
    assert PRIVATE in said(other)[-1]
    assert (await street.rows(OrganiserGroup))[0].chat_id == right.id


async def test_the_same_message_twice_links_once(street: Street) -> None:
    """The messenger brings the link twice: one group, one entry in the journal, and no refusal."""
    olga = await street.neighbour("Olga", organiser=True)
    group = street.messenger.street.add_group("Organisers")
    await olga.says("/group")
    olga.person.taps("Choose the group")
    updates = street.taken_updates()
    for update in updates:
        street.messenger.push_update(update)
    await street.settle()
    street.messenger.push_update({**updates[-1], "update_id": updates[-1]["update_id"] + 50})
    await street.settle()
    assert PRIVATE not in " ".join(said(group))
    assert [entry.act for entry in await street.rows(JournalEntry)].count("group.link") == 1


async def test_an_organiser_ends_it_with_a_second_tap(street: Street) -> None:
    """Olga stops the news; a tap on the second button of last week asks anew instead."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga)
    await olga.says("/group")
    await olga.taps("Stop telling the group")
    late = olga.data_of("Yes, stop")
    await street.later(minutes=30)
    await olga.taps_data(late)
    assert olga.data_of("Yes, stop") != late
    await olga.taps("Yes, stop")
    await olga.hears("You organisers can have a group")
    await ada.says("/person")
    assert len(said(group)) == 1
    await olga.says("/journal")
    await olga.hears("led the bot into", "say no more in the group")


@pytest.mark.parametrize("button", ["ourgroup", "ourgroup:other", "ourgroup:end", "ourgroup:topics"])
async def test_to_everybody_else_it_does_not_exist(street: Street, button: str) -> None:
    """Members and former organisers get the words of an unknown command; forged buttons change nothing."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    pia = await street.neighbour("Pia", organiser=True)
    await lets_in(olga)
    await olga.says("/roles")
    await olga.taps_each("Take a role away", "Organiser: Pia", "Yes, take it away")
    for who in (ada, pia):
        await who.says("/group")
        await who.hears(UNKNOWN)
        await who.taps_data(button)
        await who.hears("We don't know that")
    [row] = await street.rows(OrganiserGroup)
    assert row.chat_id is not None


async def test_of_what_is_over_before_it_was_said_nothing_is_said(street: Street) -> None:
    """While the messenger is down a hand goes up and down again: afterwards the group hears of neither."""
    street.refusals_allowed = True
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga)
    row = (await street.rows(OrganiserGroup))[0]
    street.messenger.fail_next("sendMessage", status=502, times=500, chat_id=group.id)
    await ada.says("/person")
    await olga.says("/admin")
    await olga.taps_each("Talk to Ada", "I got in touch")
    street.messenger.next_answers.clear()
    await street.later(minutes=30)
    assert len(said(group)) == 1 and row.chat_id == group.id
    assert [post.try_at for post in await street.rows(GroupPost)] == [None]


async def test_on_monday_the_group_reads_how_the_week_was(street: Street) -> None:
    """Under Reports the figures of the week come on Monday morning, once and silently."""
    olga = await street.neighbour("Olga", organiser=True)
    group = await lets_in(olga)
    await street.later(days=7, hours=3)
    [week] = group.in_topic("Reports")
    assert week.silent
    assert week.text.startswith("The week from Monday 23 November to Sunday 29 November")
    assert "Fewer than 5 people gave or got help" in week.text and "Nothing waits" in week.text
    await street.later(days=7)
    assert len(group.in_topic("Reports")) == 2


async def test_two_processes_tell_the_group_each_thing_once(street: Street) -> None:
    """Two processes look at the same moment: each post is sent once."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    group = await lets_in(olga)
    other = await street.another_house()
    jobs = [house.timetable.jobs["group"][0] for house in (street.house, other)]
    ada.person.says("/person")
    await street.house.bot.inbox.fetch(0)
    await street.house.bot.turnstile.drain()
    await asyncio.gather(*(job() for job in jobs for _ in range(3)))
    assert in_topic(group, "New") == ["A member would like to talk to a person."]


async def test_a_spanish_bank_reads_spanish(street: Street) -> None:
    """The group is told in the bank's language, whoever let us in."""

    def speaks_spanish(session: Session) -> None:
        timebank.get(session, street.timebank_id).language = "es"

    await street.store.write(speaks_spanish)
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada", language="es")
    group = await lets_in(olga)
    await ada.says("/person")
    assert in_topic(group, "Nuevo") == ["Un miembro quiere hablar con una persona."]
