"""After help was given: thanks that are passed on, and a quiet word to the organisers."""

from __future__ import annotations

from sqlmodel import Session

from models.impression import Impression
from models.journal import JournalEntry
from models.notification import Notice, Notification
from models.thanks import Thanks
from tests.stories.favours import agree, say_how_long
from tests.stories.neighbours import Neighbour, Street
from tests.stories.test_afterwards import helped


async def test_thanks_are_passed_on_with_a_word(street: Street) -> None:
    """Ada writes to Ben, who reads it once and thanks her back with one tap; nobody is asked to unbidden."""
    ada, ben = await helped(street)
    assert "Say thank you to Ben" in ada.buttons()
    await ada.taps("Say thank you to Ben")
    await ada.hears("We pass your words on to Ben", "What would you like to say?")
    await ada.says("You were so patient with me.")
    await ada.hears("That is kind")
    told = await ben.hears("Ada thanks you", "help with the shopping", "“You were so patient with me.”")
    await ben.taps_on(told, "Say thank you to Ada")
    await ben.taps("Just thank you")
    await ben.hears("That is kind")
    answered = await ada.hears("Ben thanks you")
    assert answered.labels == []
    await street.later(days=3)
    for who, other in ((ada, "Ben"), (ben, "Ada")):
        heard = [message.text for message in who.person.heard if f"{other} thanks you" in message.text]
        assert len(heard) == 1


async def test_thanks_go_once(street: Street) -> None:
    """A second tap on an old button, and one by somebody else, leads to nothing; no button is left."""
    ada, ben = await helped(street)
    cara = await street.neighbour("Cara")
    old = ada.data_of("Say thank you to Ben")
    await ada.taps_each("Say thank you to Ben", "Just thank you")
    await ben.hears("Ada thanks you")
    await ada.taps_data(old)
    await ada.hears("You have said thank you for this already")
    for data in (old, "thank:99", "after:1"):
        await cara.taps_data(data)
        await cara.hears("We don't know that one")
    await ada.says("/things")
    await ada.taps_data("ex:1")
    await ada.hears("This is done")
    assert "Say thank you to Ben" not in ada.buttons()
    assert len(await street.rows(Thanks)) == 1


async def test_thanks_can_be_left_and_too_many_words_are_said_so(street: Street) -> None:
    """Stop sends nothing; a text that is too long to pass on whole is not cut off unsaid."""
    ada, ben = await helped(street)
    await ada.taps("Say thank you to Ben")
    await ada.says("word " * 120)
    await ada.hears("we can pass on up to 500")
    await ada.does("sends_voice")
    await ada.hears("Written words are fine")
    await ada.says("stop")
    await ben.hears_nothing_of("thanks you")
    assert await street.rows(Thanks) == []


async def test_whoever_is_kept_apart_reads_no_word(street: Street) -> None:
    """Ben wants never to meet Ada again: her thanks are taken kindly, and never reach him."""
    ada, ben = await helped(street)
    await ben.taps_each("Rather somebody else", "Never together again")
    assert "Say thank you to Ada" not in ben.buttons()
    await ada.taps("Say thank you to Ben")
    await ada.says("Come back soon!")
    await ada.hears("That is kind")
    await street.later(hours=2)
    assert not [message for message in ben.person.heard if "Come back soon" in message.text]


async def worries(street: Street, ben: Neighbour, words: str) -> None:
    """Ben says that he is worried, with a word."""
    await ben.taps_each("How Ada seemed", "I am worried")
    await ben.hears("We tell the organisers now", "ring 112 first")
    await ben.taps("Add a few words")
    await ben.says(words)
    await ben.hears("Only the organisers can read")


async def test_a_worry_about_the_only_organiser_promises_nothing(street: Street) -> None:
    """Where nobody could hear of it, Ben reads that, and whom to ring."""
    ada, ben = await helped(street)

    def look_after(session: Session) -> None:
        row = ada.row(session)
        row.is_organiser = True
        session.add(row)

    await street.store.write(look_after)
    await ben.taps_each("How Ada seemed", "I am worried")
    await ben.hears("so nobody is told", "If anybody is in danger, ring 112")
    assert not [row for row in await street.rows(Notification) if row.kind is Notice.TASK_WORRIED]


async def test_a_worry_reaches_an_organiser_who_reads_it_on_record(street: Street) -> None:
    """Olga is told at once and without the words; she opens it, which is written down, and sees to it."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await helped(street)
    olga.look_away()
    await worries(street, ben, "There was nothing to eat")
    told = await olga.hears("Ben helped Ada and is worried", "written down")
    assert "nothing to eat" not in told.text
    assert not [row for row in await street.rows(JournalEntry) if row.act.startswith("impression")]
    await olga.says("/admin")
    await olga.hears("A helper is worried about Ada")
    await olga.taps("Worried about Ada")
    await olga.hears("Ben is worried about Ada", "“There was nothing to eat”", "Ada does not know of this")
    await olga.taps("I have seen to it")
    await olga.hears("Nothing needs you just now")
    acts = [row.act for row in await street.rows(JournalEntry) if row.act.startswith("impression")]
    assert acts == ["impression.read", "impression.see_to"]
    await olga.taps_on(told, "Read it")
    await olga.hears("Somebody has seen to this already")
    await street.later(days=2)
    assert not [message for message in ada.person.heard if "worried" in message.text]


async def test_well_or_a_little_down_is_counted_and_read_only_when_asked_for(street: Street) -> None:
    """Olga hears nothing by herself; under /seemed she sees how often, and opens one, on record."""
    olga = await street.neighbour("Olga", organiser=True)
    _, ben = await helped(street)
    olga.look_away()
    await ben.taps("How Ada seemed")
    await ben.hears("Only the organisers can read this", "How did Ada seem to you?")
    await ben.taps("Well")
    await ben.hears("Good to hear that Ada seemed well")
    await ben.taps_each("I have changed my mind", "A little down")
    await ben.hears("Thank you for telling us that Ada seemed a little down")
    await street.later(hours=2)
    await olga.hears_nothing_of("Ada seemed")
    await olga.says("/seemed")
    await olga.hears("well 0, a little down 1, worried about 0")
    await olga.taps("How Ada seemed")
    await olga.hears("Ada seemed a little down to Ben")
    assert [row.act for row in await street.rows(JournalEntry)][-1] == "impression.read"
    await olga.taps("Back")
    await olga.hears("a little down 1")


async def test_the_question_can_be_left_and_comes_back_to_where_it_was(street: Street) -> None:
    """Ben would rather not say: the message is as before, and nothing is kept."""
    _, ben = await helped(street)
    await ben.taps_each("How Ada seemed", "I would rather not say")
    await ben.hears("Would you be glad to see Ada again?")
    assert await street.rows(Impression) == []


async def test_the_one_who_was_helped_cannot_say_or_read_it(street: Street) -> None:
    """Ada has no such button, and forged ones are nothing, for her and for Cara; /mydata of hers has none."""
    ada, ben = await helped(street)
    cara = await street.neighbour("Cara")
    assert not [label for label in ada.buttons() if "seemed" in label]
    await ben.taps_each("How Ada seemed", "I am worried")
    for who in (ada, cara):
        for data in ("seem:1", "seem:1:well", "seemwords:1", "seemedread:1", "worrydone:1", "seemed"):
            await who.taps_data(data)
            await who.hears("We don't know that one")
    for nonsense in ("seem:1:angry", "seem:", "thank:x"):
        await ben.taps_data(nonsense)
        await ben.hears("This button no longer works")
    await ada.says("/mydata")
    [message] = [message for message in ada.news if message.attachment]
    assert message.attachment is not None
    assert b"impression" not in message.attachment.bytes
    assert [row.seemed.value for row in await street.rows(Impression)] == ["worried"]


async def test_nobody_writes_more_than_before_by_themselves(street: Street) -> None:
    """Each of the two hears one message after the visit was banked, as before, however they answer it."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"))
    ada.look_away()
    ben.look_away()
    await ada.taps("1 hour")
    await street.later(days=7)
    assert len([message for message in ben.news if "Ada" in message.text]) == 1
    assert len([message for message in ada.news if "banked" in message.text or "Ben" in message.text]) == 1
