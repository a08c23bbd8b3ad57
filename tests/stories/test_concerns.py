"""Somebody worries and says so: who reads it, who does not, and what becomes of it when nobody answers."""

from __future__ import annotations

from models.access import AccessEntry, Read
from models.concern import Concern, ConcernEntry, Event, State
from models.notification import Notice, Notification
from tests.stories.favours import agree, say_how_long
from tests.stories.neighbours import Neighbour, Street
from tests.stories.safeguards import gives, raises

UNKNOWN = "We don't know that one, sorry"
WORDS = "He asked me for my bank card & <b>code</b>"
ABOUT_KEEPER, SOMETHING_ELSE = "An organiser or lead", "Something else"


async def opens(lead: Neighbour, number: int = 1) -> None:
    """A lead opens a concern from their list."""
    await lead.says("/concerns")
    await lead.taps(f"Open concern {number}")


async def test_a_concern_about_a_visit_is_read_by_the_lead_and_closed(street: Street) -> None:
    """Ada says from the visit's own screen that she worries about Ben. Lia reads her words and nobody else
    does; Ada hears who has it and that it is closed, and never what was written.
    """
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben, lia = [await street.neighbour(*who) for who in (("Ada",), ("Ben", "shopping"), ("Lia",))]
    await gives(olga, "lead", "Lia")
    await lia.hears("safeguarding lead", "/concerns")
    await agree(ada, ben)
    await ada.says("/things")
    await ada.taps("See plan with Ben")
    await ada.taps("I have a worry")
    await ada.hears(
        "in danger now, ring 112 first", "cannot promise secrecy", "help with Ben", "What worries you?"
    )
    await ada.says(WORDS)
    await ada.hears("Thank you for telling us", "within 24 hours")
    heard = await lia.hears("Somebody has told us of a worry", "We write down who opens it")
    assert "Ada" not in heard.text and "Ben" not in heard.text
    await lia.taps("Open concern 1")
    await lia.hears("raised by Ada", "It is about: Ben", "help with the shopping", WORDS)
    await lia.taps("I have it")
    await lia.hears("You have concern 1 now")
    await ada.hears("Lia has what you told us")
    await lia.taps("Add a note")
    await lia.says("I rang Ada, she is fine")
    await lia.hears("Your note stands")
    await lia.taps("Close this")
    await lia.says("Ben knows now what not to ask")
    await lia.hears("Concern 1 is closed")
    closed = await ada.hears("has been seen to")
    assert "Ben" not in closed.text
    await opens(lia)
    await lia.hears("Lia took it", "I rang Ada", "Lia closed it", "Ben knows now")
    assert "Close this" not in lia.buttons()
    await ben.hears_nothing_of("worry")
    for other in (olga, ben):
        assert not any("bank card" in message.text for message in other.person.heard)
    assert [entry.what for entry in await street.rows(ConcernEntry)] == [
        Event.SAID, Event.HEARD, Event.NOTE, Event.CLOSED,
    ]  # fmt: skip
    reads = [row for row in await street.rows(AccessEntry) if row.what is Read.CONCERN]
    assert len(reads) == 2


async def test_other_organisers_former_leads_and_strangers_find_nothing(street: Street) -> None:
    """An organiser beside a lead sees an empty list; the old buttons of a former lead, of members and of
    strangers sound like buttons that never were.
    """
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben, lia, _ = [await street.neighbour(name) for name in ("Ada", "Ben", "Lia", "Mia")]
    await gives(olga, "lead", "Lia", "Mia")
    await raises(ada, SOMETHING_ELSE, words=WORDS)
    await opens(lia)
    old = ("concernread:1", "concernhave:1", "concernnote:1", "concernclose:1", "task:concern:1")
    await olga.says("/concerns")
    await olga.hears(
        "read by the safeguarding leads alone: Lia and Mia", "No concern is open that you may read"
    )
    await olga.says("/admin")
    await olga.hears_nothing_of("concern waits")
    await lia.taps("Add a note")
    await olga.says("/roles")
    await olga.taps_each("Take a role away", "Lead: Lia")
    await olga.hears("Lia will be no safeguarding lead any more", "Are you sure?")
    await olga.taps("Yes, take it away")
    await olga.hears("taken away", "Safeguarding leads: Mia")
    await lia.hears("You have no role in the time bank any more")
    await lia.says("This should go nowhere")
    await lia.hears(UNKNOWN)
    for who in (olga, ada, ben, lia):
        for data in old:
            await who.taps_data(data)
            await who.hears(UNKNOWN)
        for data in ("hold:1", "holdyes:1:1", "letgo:1", "roleoff:lead:1", "journal:1", "roles", "holds") * (
            who is not olga
        ):
            await who.taps_data(data)
            await who.hears(UNKNOWN)
        for typed in ("/concerns", "/roles", "/hold", "/journal") * (who is not olga):
            await who.says(typed)
            await who.hears(UNKNOWN)
    nora = street.newcomer("Nora")
    await nora.says("/start")
    for data in old:
        await nora.taps_data(data)
        await nora.hears(UNKNOWN)
    assert [entry.what for entry in await street.rows(ConcernEntry)] == [Event.SAID]


async def test_about_the_only_lead_the_organisers_stand_in(street: Street) -> None:
    """Ada worries about Lia, the only lead. Lia hears nothing of it; Olga does, and has it."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, lia = [await street.neighbour(name) for name in ("Ada", "Lia")]
    await gives(olga, "lead", "Lia")
    await ada.says("concern")
    await ada.taps(ABOUT_KEEPER)
    await ada.taps("Lia")
    await ada.says(WORDS)
    await olga.hears("Somebody has told us of a worry")
    await lia.hears_nothing_of("told us of a worry")
    await lia.says("/concerns")
    await lia.hears("No concern is open that you may read")
    await lia.taps_data("concernread:1")
    await lia.hears(UNKNOWN)
    await olga.says("/admin")
    await olga.hears("A concern waits: number 1")
    await olga.taps_each("Concern 1", "Open concern 1", "I have it")
    await ada.hears("Olga has what you told us")
    await lia.says("/mydata")
    file = (await lia.hears("everything we keep about you")).attachment
    assert file is not None and b"bank card" not in file.bytes and b'"concern"' not in file.bytes
    await ada.says("/mydata")
    file = (await ada.hears("everything we keep about you")).attachment
    assert file is not None and b"bank card" in file.bytes


async def test_about_a_lead_the_other_lead_is_called(street: Street) -> None:
    """Of two leads only the one whom it is not about hears of it, and organisers do not."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, lia, mia = [await street.neighbour(name) for name in ("Ada", "Lia", "Mia")]
    await gives(olga, "lead", "Lia", "Mia")
    await raises(ada, ABOUT_KEEPER, "Lia", words=WORDS)
    await mia.hears("Somebody has told us of a worry")
    for who in (olga, lia):
        await who.hears_nothing_of("Somebody has told us of a worry")


async def test_nobody_answers_for_a_day_and_it_goes_on_through_a_restart(street: Street) -> None:
    """After 24 hours it goes to the other lead, after 48 to the organisers, also when the process is new."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, lia, mia = [await street.neighbour(name) for name in ("Ada", "Lia", "Mia")]
    await gives(olga, "lead", "Lia", "Mia")
    await raises(ada, SOMETHING_ELSE, words=WORDS)
    await lia.hears("Somebody has told us of a worry")
    await street.later(hours=23)
    await mia.hears_nothing_of("concern 1")
    await street.restart()
    await street.later(hours=2)
    await mia.hears("Nobody has taken concern 1 for more than 24 hours")
    await olga.hears_nothing_of("concern 1")
    await street.later(hours=24)
    await olga.hears("Nobody has taken concern 1 for more than 24 hours")
    await olga.taps("Open concern 1")
    await olga.hears("It went on to others", WORDS)
    await olga.taps_each("I have it", "All concerns")
    await olga.hears("Olga has it")
    await ada.hears("Olga has what you told us")
    await street.later(days=3)
    calls = [row for row in await street.rows(Notification) if row.kind is Notice.TASK_CONCERN]
    assert len(calls) == 3


async def test_double_taps_do_everything_once(street: Street) -> None:
    """The last words said twice, and every button tapped twice by two leads: one concern, one taker."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, lia, mia = [await street.neighbour(name) for name in ("Ada", "Lia", "Mia")]
    await gives(olga, "lead", "Lia", "Mia")
    await raises(ada, SOMETHING_ELSE, words=WORDS)
    await ada.says(WORDS)
    await opens(lia)
    await lia.taps_data("concernhave:1")
    await lia.taps_data("concernhave:1")
    await lia.hears("You have concern 1 now")
    await mia.taps_data("concernhave:1")
    await mia.hears("Concern 1", "Lia has it")
    await lia.taps_data("concernclose:1")
    await lia.says("All is well")
    await lia.taps_data("concernclose:1")
    await lia.hears("closed")
    [found] = await street.rows(Concern)
    assert found.state is State.CLOSED
    assert len([row for row in await street.rows(Notification) if row.kind is Notice.CONCERN_HEARD]) == 1


async def test_a_voice_note_is_passed_on_as_it_is(street: Street) -> None:
    """Who cannot or would rather not write sends a voice note, and the lead hears that very note."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.says("I am worried")
    await ada.taps(SOMETHING_ELSE)
    await ada.does("sends_photo")
    await ada.hears("We can keep words and voice notes")
    await ada.does("sends_voice", 9)
    await ada.hears("Thank you for telling us")
    await opens(olga)
    await olga.hears("Ada sent a voice note")
    note = await olga.hears("Voice note of concern 1")
    assert note.attachment is not None and note.attachment.kind == "voice"
    [said] = await street.rows(ConcernEntry)
    assert (said.voice, said.text) == (note.attachment.file_id, "")


async def test_afterwards_too_and_it_outlasts_both(street: Street) -> None:
    """Ada says it below the hours that were banked. She and Ben are forgotten, and her words are there."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    await ada.taps("I have a worry")
    await ada.says(WORDS)
    for who in (ada, ben):
        await who.says("/leave")
        await who.taps_each("Leave and be forgotten", "Yes, delete it all")
    await opens(olga)
    await olga.hears("raised by a former member", "It is about: a former member", WORDS)
    await olga.taps("I have it")


async def test_the_only_organiser_is_whom_it_is_about(street: Street) -> None:
    """Nobody else is there, so Ada is told so, and to turn to somebody outside; a lead who comes finds it."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, lia = [await street.neighbour(name) for name in ("Ada", "Lia")]
    await raises(ada, ABOUT_KEEPER, "Olga", words=WORDS)
    await ada.hears("Nobody else looks after this time bank just now", "112")
    await olga.hears_nothing_of("worry")
    await gives(olga, "lead", "Lia")
    await street.later(minutes=20)
    await lia.hears("told us of a worry: concern 1")


async def test_somebody_who_is_no_member_may_worry_too(street: Street) -> None:
    """A newcomer, and one who has left, can raise a concern; they can stop at any question."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    nora = street.newcomer("Nora")
    await nora.says("/concern")
    await nora.hears("About whom or what is it?")
    await nora.taps("Something else")
    await nora.says("Somebody shouts next door")
    await nora.hears("Thank you for telling us")
    await ada.says("/leave")
    await ada.taps_each("Leave", "Yes, leave now")
    await raises(ada, SOMETHING_ELSE, words="I was afraid to say it before")
    await olga.hears("worry: concern 2")
    await ada.says("/concern")
    await ada.taps("Stop")
    assert len(await street.rows(Concern)) == 2


async def test_words_as_long_as_they_may_be(street: Street) -> None:
    """Nothing of four thousand letters is lost on the way to the lead."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await raises(ada, SOMETHING_ELSE, words="long " * 818 + "end")
    await opens(olga)
    assert sum(message.text.count("long") for message in olga.news) == 818


async def test_in_spanish_too(street: Street) -> None:
    """A neighbour who reads Spanish types the word, says it, and reads who has it."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada", language="es")
    await ada.says("tengo una preocupación")
    await ada.hears("llama primero al 112", "¿De quién o de qué se trata?")
    await ada.taps("Otra cosa")
    await ada.says("Alguien me pidió dinero")
    await ada.hears("Gracias por contarlo", "antes de 24 horas")
    await opens(olga)
    await olga.taps("I have it")
    await ada.hears("Olga", "se encarga")
