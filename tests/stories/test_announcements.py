"""Organisers announce or ask something, to all or to some; members read it, answer it, or mute it."""

from __future__ import annotations

from sqlmodel import Session

from models import notification
from models.announcement import Announcement
from models.journal import JournalEntry
from models.muting import Muting
from models.notification import Notice
from models.notification import State as Delivered
from models.poll import Vote
from tests.stories.neighbours import Neighbour, Street

LUNCH = "Lunch club <b>moves</b> to Thursday & stays free.\n\nBring a cup: https://example.org/?a=1&b=2"


async def goes_to_the_check(olga: Neighbour, *audience: str, text: str = LUNCH) -> None:
    """Writes an announcement and says whom it is for."""
    await olga.says("/announce")
    await olga.says(text)
    await olga.taps_each(*audience)


async def announcements(street: Street) -> list[str]:
    """The state of each announcement, in order."""
    return [row.state.value for row in await street.rows(Announcement)]


async def hold_back(street: Street, count: int, whom: list[Neighbour]) -> None:
    """Lets the wave reach only the first few, as when the messenger wants the other chats left alone."""
    street.refusals_allowed = True
    for who in whom[count:]:
        chat_id = who.person.chat_id
        street.messenger.fail_next("sendMessage", status=429, retry_after=600, chat_id=chat_id)


async def journalled(street: Street) -> list[tuple[str, dict[str, object]]]:
    """What organisers did, with what is said of it."""
    rows = await street.rows(JournalEntry)
    return [(row.act, row.detail) for row in rows if not row.act.startswith("member.")]


async def test_everybody_reads_the_very_words(street: Street) -> None:
    """What Olga sees before she sends it is what everybody reads, to the letter, and she hears how many."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", language="es")
    await goes_to_the_check(olga, "Everybody")
    look = await olga.hears("Lunch club <b>moves</b> to Thursday & stays free.")
    await olga.hears("3 members", "everybody", "Shall we send it?")
    await ada.hears_nothing_of("Lunch club")
    await olga.taps("Send it to 3")
    heard = await ada.hears("Lunch club")
    assert heard.text == look.text and heard.labels == look.labels
    assert LUNCH in heard.text
    await ben.hears("Aviso", LUNCH)
    await street.later(minutes=1)
    await olga.hears("It is sent", "3 of 3 have it")
    assert await announcements(street) == ["done"]
    assert await journalled(street) == [("announcement.send", {"audience": "all", "count": 3})]


async def test_only_those_whom_it_is_for(street: Street) -> None:
    """By language, place, offer, activity and role it goes to those who fit, and to nobody else."""
    olga = await street.neighbour("Olga", "dog", organiser=True)
    ada, ben = await street.neighbour("Ada", "shopping"), await street.neighbour("Ben", language="es")

    def move(session: Session) -> None:
        ben.row(session).place_name = "Dock Road"
        for who in (ada, ben):
            joined_long_ago = street.now().replace(year=2020)
            who.row(session).joined_at = joined_long_ago

    await street.store.write(move)
    for number, (choices, heard_by) in enumerate(
        (
            (("By language", "Español"), [ben]),
            (("By place", "Dock Road"), [ben]),
            (("By what they offer", "Shopping"), [ada]),
            (("Active in 90 days",), [olga]),
            (("Organisers",), [olga]),
        )
    ):
        text = f"News number {number}."
        await goes_to_the_check(olga, *choices, text=text)
        await olga.taps("Send it to 1")
        await street.later(minutes=1)
        for who in (ada, ben, olga):
            count = sum(text in message.text for message in who.person.heard)
            # The one who writes it sees how it looks, too.
            assert count == (who in heard_by) + (who is olga), (choices, who.name)


async def test_who_is_away_left_or_muted_it_hears_nothing(street: Street) -> None:
    """One tap below it mutes announcements, another brings them back; a break, leaving, a block count."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben")
    cara, dora = await street.neighbour("Cara"), await street.neighbour("Dora")
    await goes_to_the_check(olga, "Everybody", text="The first news.")
    await olga.taps("Send it to 5")
    await ada.taps("No more announcements")
    await ada.hears("no more announcements", "for you alone still comes")
    await ben.says("/pause")
    await ben.taps("Until I come back")
    await cara.does("blocks_bot")
    await dora.says("/leave")
    await dora.taps_each("Leave", "Yes, leave now")
    await goes_to_the_check(olga, "Everybody", text="The second news.")
    await olga.hears("1 member", "1 more wants no announcements", "1 more cannot be reached")
    await olga.taps("Send it to 1")
    await street.later(minutes=1)
    await olga.hears("1 of 1 have it", "1 could not be reached")
    for who in (ada, ben, cara, dora):
        assert not [message for message in who.person.heard if "second news" in message.text], who.name
    await ada.says("/announcements")
    await ada.taps("Show announcements again")
    assert await street.rows(Muting) == []
    await goes_to_the_check(olga, "Everybody", text="The third news.")
    await olga.taps("Send it to 2")
    await ada.hears("The third news")


async def test_a_double_tap_sends_once(street: Street) -> None:
    """Two taps, the same tap under a new number, and a tap after a restart: everybody hears it once."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await goes_to_the_check(olga, "Everybody")
    send = olga.data_of("Send it to 2")
    olga.person.taps("Send it to 2")
    [tap] = street.taken_updates()
    await street.at_once([tap, {**tap, "update_id": tap["update_id"] + 1_000}])
    await street.restart()
    await olga.taps_data(send)
    await street.later(minutes=1)
    assert sum("Lunch club" in message.text for message in ada.person.heard) == 1
    assert await announcements(street) == ["done"]
    assert len(await journalled(street)) == 1


async def test_the_number_is_what_was_agreed_to(street: Street) -> None:
    """When somebody joins between the look and the tap, or the tap comes late, Olga is asked anew."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await goes_to_the_check(olga, "Everybody")
    await street.neighbour("Ben")
    await olga.taps("Send it to 2")
    await olga.hears("It goes to 3 members", "Shall we send it?")
    await street.later(minutes=11)
    await olga.taps("Send it to 3")
    await olga.hears("It goes to 3 members", "Shall we send it?")
    await ada.hears_nothing_of("Lunch club")
    await olga.taps("Send it to 3")
    await ada.hears("Lunch club")


async def test_stopping_in_the_middle(street: Street) -> None:
    """What has gone has gone, and nothing more goes; Olga reads how many; a second stop changes nothing."""
    olga = await street.neighbour("Olga", organiser=True)
    others = [await street.neighbour(name) for name in ("Ada", "Ben", "Cara")]
    await goes_to_the_check(olga, "Everybody")
    await hold_back(street, 1, others)
    await olga.taps("Send it to 4")
    await olga.hears("It is on its way")
    await olga.taps("How far is it?")
    await olga.hears("2 of 4 have it")
    stop = olga.data_of("Stop sending")
    await olga.taps("Stop sending")
    await olga.hears("Sending has stopped", "2 of 4 have it")
    await olga.taps_data(stop)
    await olga.hears("Sending has stopped", "2 of 4 have it")
    await street.later(hours=2)
    assert [any("Lunch club" in heard.text for heard in who.person.heard) for who in others] == [
        True,
        False,
        False,
    ]
    assert [act for act, _ in await journalled(street)] == ["announcement.send", "announcement.stop"]


async def test_a_restart_in_the_middle(street: Street) -> None:
    """Another process goes on where the first one stopped; nobody hears it twice, the end is told once."""
    olga = await street.neighbour("Olga", organiser=True)
    others = [await street.neighbour(name) for name in ("Ada", "Ben", "Cara")]
    await goes_to_the_check(olga, "Everybody")
    await hold_back(street, 1, others)
    await olga.taps("Send it to 4")
    await street.restart()
    await olga.says("/announce")
    await olga.hears("It is on its way", "2 of 4 have it")
    assert "Write another one" in olga.buttons()
    await street.later(minutes=11)
    for who in others:
        assert sum("Lunch club" in message.text for message in who.person.heard) == 1, who.name
    assert sum("It is sent" in message.text for message in olga.person.heard) == 1


async def test_who_leaves_or_mutes_it_meanwhile(street: Street) -> None:
    """Whoever leaves or mutes it before their turn comes hears nothing, and is not called unreached."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben, cara = [await street.neighbour(name) for name in ("Ada", "Ben", "Cara")]
    await goes_to_the_check(olga, "Everybody")
    await hold_back(street, 0, [ada, ben, cara])
    await olga.taps("Send it to 4")
    await ada.says("/leave")
    await ada.taps_each("Leave", "Yes, leave now")
    await ben.taps_data("mute:on")
    await cara.does("blocks_bot")
    await street.later(minutes=11)
    told = await olga.hears("It is sent", "1 of 4 have it", "1 could not be reached")
    assert "Stop sending" not in told.labels
    for who in (ada, ben):
        assert not [message for message in who.person.heard if "Lunch club" in message.text], who.name
    await cara.does("unblocks_bot")
    await cara.hears("Lunch club")


async def test_at_night_it_waits_for_the_morning(street: Street) -> None:
    """What is sent in the quiet hours goes out when they end, and the organiser is told so before."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await street.later(hours=13)
    await goes_to_the_check(olga, "Everybody")
    await olga.hears("It is night now", "Tuesday 24 November, 8am")
    await olga.taps("Send it to 2")
    await olga.hears("It goes out on Tuesday 24 November, 8am", "0 of 2 have it")
    await street.later(hours=9)
    await ada.hears_nothing_of("Lunch club")
    await street.later(hours=1)
    await ada.hears("Lunch club")


async def test_it_goes_behind_everything_else(street: Street) -> None:
    """What is for one person, or asks for help, is claimed before an announcement that was due earlier."""
    ada = await street.neighbour("Ada")

    def order(session: Session) -> list[Notice]:
        for kind in (Notice.ANNOUNCED, Notice.INVITATION, Notice.APPROVED, Notice.CALLED_OFF):
            notification.queue(
                session, kind, subject_id=99, recipient=ada.row(session), send_after=street.now()
            )
        claimed = notification.claim(
            session,
            timebank_id=street.timebank_id,
            now=street.now(),
            lease=notification.LONGEST_LEASE,
            limit=9,
        )
        kinds = [row.kind for row in claimed]
        for row in claimed:
            notification.finish(session, row, Delivered.LAPSED, street.now())
        return kinds

    assert await street.store.write(order) == [
        Notice.CALLED_OFF, Notice.APPROVED, Notice.INVITATION, Notice.ANNOUNCED,
    ]  # fmt: skip


async def test_a_draft_is_dropped_and_nobody_to_tell(street: Street) -> None:
    """A draft that is not sent reaches nobody, also later; an audience of nobody is said to be one."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await goes_to_the_check(olga, "Everybody")
    send = olga.data_of("Send it to 2")
    await olga.taps("Do not send it")
    await olga.hears("Nothing was sent")
    await olga.taps_data(send)
    await olga.hears("We don't know that one")
    await ada.hears_nothing_of("Lunch club")
    await olga.says("/announce")
    await olga.says("x" * 2_100)
    await olga.hears("2,100", "2,000")
    await olga.says("Only for gardeners.")
    await olga.taps("By what they offer")
    await olga.says("sewing")
    await olga.hears("There is nobody to send this to")
    assert "Do not send it" in olga.buttons()
    assert await announcements(street) == ["dropped", "draft"]


async def test_others_former_organisers_and_strangers(street: Street) -> None:
    """Commands and buttons of announcing do not exist for anybody else, nor a draft for another organiser."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada, nora = await street.neighbour("Ada"), street.newcomer("Nora")
    await goes_to_the_check(olga, "Everybody")
    send = olga.data_of("Send it to 3")
    await pia.taps_data(send)
    await pia.hears("We don't know that one")

    def resign(session: Session) -> None:
        olga.row(session).is_organiser = False

    await street.store.write(resign)
    for who in (olga, ada):
        for typed in ("/announce", "/poll"):
            await who.says(typed)
            await who.hears("We don't know that one")
        for data in (send, "announcestop:1", "announcelook:1", "announcedrop:1", "announcenew:polling"):
            await who.taps_data(data)
            await who.hears("We don't know that one")
    await nora.says("/announce")
    await nora.taps_data(send)
    await nora.hears_nothing_of("announce")
    assert await announcements(street) == ["draft"]


async def asks_all(olga: Neighbour, count: int, answers: str = "Monday\nThursday") -> None:
    """Asks everybody which day they like, until the Thursday."""
    await olga.says("/poll")
    await olga.says_each("Which day suits you for the lunch club?", answers)
    await olga.taps_each("Thursday 26 November", "Everybody", f"Send it to {count}")


async def test_a_poll_is_answered_changed_and_counted(street: Street) -> None:
    """Each has one vote, which can be changed until the day is over; then everybody reads the sums."""
    olga = await street.neighbour("Olga", organiser=True)
    others = [await street.neighbour(name) for name in ("Ada", "Ben", "Cara", "Dora", "Eve")]
    await asks_all(olga, 6)
    ada = others[0]
    await ada.hears("Which day suits you for the lunch club?", "until Thursday 26 November")
    for who in others:
        await who.taps("Monday")
        await who.hears("You chose: Monday")
    await ada.says("thursday")
    await ada.hears("You chose: Thursday")
    ada.person.taps("Monday")
    ada.person.taps_data("vote:1:1")
    await street.settle()
    await ada.hears("You chose: Thursday")
    assert sorted(row.choice for row in await street.rows(Vote)) == [0, 0, 0, 0, 1]
    await street.restart()
    await street.later(days=3, hours=16)
    await ada.hears_nothing_of("came of the poll")
    await street.later(hours=8)
    for who in (*others, olga):
        told = await who.hears(
            "This is what came of the poll", "5 members answered", "Monday: 4", "Thursday: 1"
        )
        assert "Which day suits you" in told.text
    assert await street.rows(Vote) == []
    await ada.taps_data("vote:1:0")
    await ada.hears("Monday: 4")
    assert [row.result for row in await street.rows(Announcement)] == [[4, 1]]


async def test_few_answers_are_not_told(street: Street) -> None:
    """With fewer than five votes nobody learns how they are spread, not even the organiser."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await asks_all(olga, 2)
    await ada.taps("Monday")
    await street.later(days=3, hours=23)
    for who in (olga, ada):
        told = await who.hears("1 member answered", "fewer than 5")
        assert "Monday:" not in told.text


async def test_votes_of_others(street: Street) -> None:
    """Whoever was not asked, has left, or makes a vote up, changes nothing; a vote goes with the person."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben")
    await asks_all(olga, 3)
    await ada.taps("Monday")
    late = await street.neighbour("Late")
    for data in ("vote:1:0", "vote:2:0"):
        await late.taps_data(data)
        await late.hears("We don't know that one")
    for data in ("vote:1:7", "vote:1:-1", "vote:1", "mute:never"):
        await ben.taps_data(data)
    assert [row.choice for row in await street.rows(Vote)] == [0]
    await ada.says("/leave")
    await ada.taps_each("Leave and be forgotten", "Yes, delete it all")
    assert await street.rows(Vote) == []
    await ada.taps_data("vote:1:0")
    assert await street.rows(Vote) == []


async def test_a_poll_that_makes_no_sense_is_asked_again(street: Street) -> None:
    """One answer, nine, two alike, one that is too long, and a day that is over are told kindly."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/poll")
    await olga.says("Which day?")
    for answers in ("Monday", "Monday\nmonday", "a,b,c,d,e,f,g,h,i"):
        await olga.says(answers)
        assert any("2 to 8 answers" in message.text or "commas" in message.text for message in olga.news)
        await olga.says_each("/poll", "Which day?")
    await olga.says("x" * 41 + "\nno")
    await olga.hears("too long", "40")
    await olga.says("Yes, No")
    await olga.says("yesterday")
    await olga.hears("Until when can they answer?")
    await olga.says("Thursday")
    await olga.hears("Who is it for?")
    await olga.taps("Everybody")
    assert olga.buttons() == ["Send it to 1", "Do not send it"]
    look = olga.message_with("Yes")
    await olga.taps_on(look, "Yes")
    assert await street.rows(Vote) == []


async def test_words_of_an_organiser_who_is_forgotten(street: Street) -> None:
    """What is not said yet is not said any more when its author is forgotten, and the words are gone."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    await street.later(hours=13)
    await goes_to_the_check(olga, "Everybody")
    await olga.taps("Send it to 3")
    await olga.says("/leave")
    await olga.taps_each("Leave and be forgotten", "Yes, delete it all")
    await street.later(hours=11)
    await ada.hears_nothing_of("Lunch club")
    assert [row.text for row in await street.rows(Announcement)] == [""]
    await pia.hears("It is sent", "0 of 3 have it")
