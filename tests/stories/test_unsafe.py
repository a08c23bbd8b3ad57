"""Somebody feels unsafe: openly with one tap, or unnoticed with a word that only they know."""

from __future__ import annotations

from models.alarm import Alarm
from models.member import Member
from models.notification import Notice, Notification
from tests.stories.favours import agree, say_how_long
from tests.stories.neighbours import Neighbour, Street
from tests.stories.safeguards import gives, visit_begins

UNKNOWN = "We don't know that one, sorry"
WORD = "Yellow geranium"


async def chooses_word(ada: Neighbour, word: str = WORD) -> None:
    """Chooses a quiet word in the profile."""
    await ada.says("/profile")
    await ada.taps_each("Change: my visits", "A word that calls help")
    await ada.says(word)


async def calls(street: Street) -> list[Notification]:
    """The calls that were made so far."""
    rows = await street.rows(Notification)
    return [row for row in rows if row.kind is Notice.ALARM and row.finished_at is not None]


async def test_one_tap_during_a_visit_calls_leads_and_organisers(street: Street) -> None:
    """Below whatever Ada sees during the visit is one button. The emergency number comes first and nothing is
    asked; Olga and Lia are called and called again until Olga has it, and both Ada and Lia hear that.
    """
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben, lia = [await street.neighbour(*who) for who in (("Ada",), ("Ben", "shopping"), ("Lia",))]
    await gives(olga, "lead", "Lia")
    await ada.says("/browse")
    assert "I feel unsafe" not in ada.buttons()
    await visit_begins(street, ada, ben)
    for screen in ("/things", "/browse", "/profile", "/offer"):
        await ada.says(screen)
        assert ada.buttons()[-1] == "I feel unsafe", screen
    await ada.says("/ask")
    assert ada.buttons()[-1] == "I feel unsafe"
    await ada.taps("I feel unsafe")
    said = await ada.hears("ring 112 now", "We are telling 2 people")
    assert said.text.startswith("If you are in danger, ring 112 now.") and "?" not in said.text
    for who in (olga, lia):
        await who.hears("Ada feels unsafe", "A visit is on: Ben and Ada", "Where: Mill Lane", "112")
    await ben.hears_nothing_of("unsafe")
    await street.later(minutes=11)
    assert len(await calls(street)) == 6
    await olga.taps("I have it")
    await olga.hears("You have it: Ada feels unsafe", "Nobody else is called")
    await ada.hears("Olga knows that you feel unsafe")
    await lia.hears("Olga has it: Ada felt unsafe")
    await lia.taps_data("alarmtake:1")
    await lia.hears("Olga has it")
    made = len(await calls(street))
    await street.later(minutes=30)
    assert len(await calls(street)) == made
    # The question that was open is still open, and organisers can write to her through us.
    await ada.taps("Shopping")
    await ada.hears("Shopping ✓")
    await olga.taps("Write to Ada")
    await olga.says("I am at your door in five minutes")
    await ada.hears("I am at your door in five minutes")


async def test_a_word_does_not_take_an_alarm_back(street: Street) -> None:
    """Who writes "stop" reads that the organisers stay called until one has it; of a quiet call, nothing."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await chooses_word(ada)
    await ada.says("I feel unsafe")
    await ada.says("stop")
    await ada.hears("They stay called until one of them sees to it")
    await ada.hears_nothing_of("Nothing is open")
    await ada.taps("Ask a person")
    await ada.hears("We are telling the organisers now")
    await ada.says_each("/give", "stop")
    await ada.hears("They stay called until one of them sees to it")
    await street.later(minutes=6)
    assert len(await calls(street)) == 2
    await olga.taps("I have it")
    await ada.hears("Olga knows that you feel unsafe")
    await ada.says("stop")
    await ada.hears("Nothing is open just now")
    await ada.says_each(WORD, "stop")
    await ada.hears("Nothing is open just now")


async def test_the_only_organiser_who_feels_unsafe_has_nobody_called(street: Street) -> None:
    """Where nobody could be called, "stop" does not say that somebody was."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says_each("/unsafe", "stop")
    await olga.hears("so we could not tell anybody")
    await olga.hears_nothing_of("They stay called")


async def test_two_organisers_tap_at_the_same_moment(street: Street) -> None:
    """In two processes at once: one has it, both read the same name, and nobody is called any more."""
    olga, pia = [await street.neighbour(name, organiser=True) for name in ("Olga", "Pia")]
    ada = await street.neighbour("Ada")
    await ada.says("I feel unsafe")
    for who in (olga, pia):
        who.look_away()
        who.person.taps("I have it")
    await street.at_once(street.taken_updates())
    [found] = await street.rows(Alarm)
    assert found.taken_by_id is not None
    owners = {row.id: row.name for row in await street.rows(Member)}
    taker = owners[found.taken_by_id]
    for who in (olga, pia):
        await who.hears("You have it" if who.name == taker else f"{taker} has it")
    await street.later(minutes=20)
    assert len(await calls(street)) <= 4


async def test_the_calls_go_on_after_a_restart_and_a_long_silence(street: Street) -> None:
    """A process that was gone calls at once when it is back, once, and goes on every five minutes."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.says("/unsafe")
    await olga.hears("Ada feels unsafe", "We know of no visit now", "Mill Lane")
    await street.restart()
    street.clock.move_to(street.now().replace(hour=14))
    await street.settle()
    await olga.hears("Ada feels unsafe")
    before = len(await calls(street))
    await street.later(minutes=10)
    assert len(await calls(street)) == before + 2
    await olga.says("/admin")
    await olga.hears("Urgent: Ada feels unsafe")
    await olga.taps_each("Unsafe: Ada", "I have it")
    await ada.hears("Olga knows that you feel unsafe")


async def test_taps_of_a_shaking_hand_are_one_call(street: Street) -> None:
    """Three taps are one alarm, each answered; from the help screen it is one tap, too."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.says("/help")
    for _ in range(3):
        await ada.taps("I feel unsafe")
        await ada.hears("ring 112 now")
    assert len(await street.rows(Alarm)) == 1 and len(await calls(street)) == 1
    await olga.hears("Ada feels unsafe")
    await ada.taps("Tell us more")
    await ada.hears("About whom or what is it?")


async def test_the_organiser_at_the_door_is_not_called(street: Street) -> None:
    """Ada feels unsafe with Olga, the only organiser: nobody is told, and Ada reads so at once."""
    olga = await street.neighbour("Olga", "shopping", organiser=True)
    ada = await street.neighbour("Ada")
    await visit_begins(street, ada, olga)
    await ada.says("unsafe")
    await ada.hears("ring 112 now", "Nobody else looks after this time bank")
    await olga.hears_nothing_of("Ada feels unsafe")
    await olga.taps_data("alarmtake:1")
    await olga.hears(UNKNOWN)


async def test_members_and_strangers_take_no_alarm(street: Street) -> None:
    """Buttons of an alarm are nothing to others; a stranger who feels unsafe reads whom to ring."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = [await street.neighbour(name) for name in ("Ada", "Ben")]
    await ada.says("unsafe")
    for who in (ada, ben):
        await who.taps_data("alarmtake:1")
        await who.hears(UNKNOWN)
    nora = street.newcomer("Nora")
    await nora.says("/unsafe")
    await nora.hears("ring 112 now", "You are not a member here")
    assert len(await street.rows(Alarm)) == 1
    await olga.taps("I have it")


async def test_a_quiet_word_calls_without_anybody_noticing(street: Street) -> None:
    """Ada types her word during a visit, also in the middle of a question: she is greeted as ever, Olga is
    called and told not to write, and nothing on Ada's phone ever speaks of it.
    """
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await chooses_word(ada)
    await ada.hears("Your word is kept", "delete your message")
    await ada.hears_nothing_of("geranium")
    await visit_begins(street, ada, ben)
    await ada.says("/ask")
    before = len(ada.person.heard)
    await ada.says("yellow geranium!")
    answered = ada.person.heard[before:]
    assert [message.text for message in answered] == ["Hello, Ada. What would you like to do?"]
    await olga.hears("Ada feels unsafe", "quiet call", "do not write to them", "Ben and Ada")
    assert "Write to Ada" not in olga.buttons()
    ada.look_away()
    await olga.taps("I have it")
    await olga.hears("You have it", "do not write to them")
    assert "Write to Ada" not in olga.buttons()
    await street.later(minutes=10)
    await ada.hears_nothing_of("unsafe")
    assert not any("geranium" in message.text.casefold() for message in ada.person.heard)
    [talk_goes_on] = [message for message in (ada.message_with("Shopping"),) if message]
    assert talk_goes_on
    assert len(await street.rows(Alarm)) == 1


async def test_the_word_must_be_one_that_means_nothing_else(street: Street) -> None:
    """Commands, a yes, lengths and very short words are refused; to take another, or none, calls nobody."""
    await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    for word, why in (("my hours", "already means something"), ("rug", "4 to 40 letters")):
        await chooses_word(ada, word)
        await ada.hears(why)
        await ada.taps("Stop")
    await chooses_word(ada)
    # Whoever chooses anew may type the old one first.
    await chooses_word(ada)
    assert await street.rows(Alarm) == []
    await ada.says("/profile")
    await ada.taps_each("Change: my visits", "A word that calls help", "No such word")
    await ada.hears("no word calls for help")
    await ada.says(WORD)
    assert await street.rows(Alarm) == []


async def test_after_the_visit_the_button_is_gone(street: Street) -> None:
    """Once both have said how long it took, the screens are as they always are."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ada, "1 hour"), (ben, "1 hour"))
    await ada.says("/browse")
    assert "I feel unsafe" not in ada.buttons()


async def test_in_spanish_and_in_any_language(street: Street) -> None:
    """Words for it are understood in every language, whichever one somebody reads."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada", language="es")
    await ada.says("unsafe")
    await ada.hears("llama ya al 112", "1 persona")
    await olga.taps("I have it")
    ben = await street.neighbour("Ben")
    await ben.says("socorro")
    await ben.hears("ring 112 now")
    await olga.hears("Ben feels unsafe")
