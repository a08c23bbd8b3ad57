"""Being asked how lonely one feels: by consent, with a way out of each question, and in sum only."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from models import wellbeing
from models.journal import JournalEntry
from models.wellbeing import Direct, Item, WellbeingAnswer, WellbeingConsent
from tests.stories.joinings import joins
from tests.stories.neighbours import Neighbour, Street

UNKNOWN = "We don't know that one"
RATHER_NOT = "I would rather not say"


async def asking(street: Street) -> Neighbour:
    """The bank's organiser has turned it on."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/wellbeing")
    await olga.hears("nobody is asked how lonely they feel")
    await olga.taps("Start to ask members")
    await olga.hears("we ask members how lonely they feel")
    return olga


async def test_it_is_off_and_unknown_until_an_organiser_turns_it_on(street: Street) -> None:
    """Before, no member hears of it or can begin it, and nobody else can turn it on."""
    ada = await street.neighbour("Ada")
    await ada.says("/wellbeing")
    await ada.hears(UNKNOWN)
    for data in ("lonely", "lonelyask:1"):
        await ada.taps_data(data)
        await ada.hears(UNKNOWN)
    await asking(street)
    assert "wellbeing.turn" in [row.act for row in await street.rows(JournalEntry)]
    await street.later(minutes=1)
    await ada.says("/wellbeing")
    await ada.hears("We have no answers of yours")
    assert "Stop asking members" not in ada.buttons()
    for data in ("lonelyask:0",):
        await ada.taps_data(data)
        await ada.hears(UNKNOWN)


async def test_a_newcomer_is_invited_and_says_yes(street: Street) -> None:
    """An invitation makes no sound. Consent is first, then four questions in the words of the guidance,
    and what was answered does not stay in the chat.
    """
    await asking(street)
    nora = street.newcomer("Nora")
    await joins(nora)
    await street.later(minutes=1)
    await nora.hears("whether time banks help against loneliness")
    sent = [
        call
        for call in street.messenger.calls
        if call.chat_id == nora.person.chat_id and "loneliness" in str(call.params.get("text", ""))
    ]
    assert [str(call.params["disable_notification"]).lower() for call in sent] == ["true"]
    await nora.taps("Answer 4 questions")
    await nora.hears("No person reads your answers", "Would you like us to ask you?")
    await nora.taps("Yes, ask me")
    for question, answer in (
        ("How often do you feel that you lack companionship?", "Hardly ever or never"),
        ("How often do you feel left out?", "Some of the time"),
        ("How often do you feel isolated from others?", "Hardly ever or never"),
        ("How often do you feel lonely?", "Occasionally"),
    ):
        await nora.hears(question)
        await nora.taps(answer)
    await nora.hears("Thank you for telling us", "no person reads them")
    [row] = await street.rows(WellbeingAnswer)
    assert (row.score, row.direct, row.version) == (4, 3, "ons-2018/en")
    assert not [message for message in nora.person.heard if "Occasionally" in message.text]


async def test_each_question_can_be_left_out(street: Street) -> None:
    """Only what was answered is kept; nothing at all when everything was left out."""
    await asking(street)
    ada = await street.neighbour("Ada")
    await ada.says("/wellbeing")
    await ada.taps_each("Answer 4 questions", "Yes, ask me", RATHER_NOT, RATHER_NOT, RATHER_NOT, RATHER_NOT)
    await ada.hears("We have kept nothing")
    assert await street.rows(WellbeingAnswer) == []
    await ada.says("/wellbeing")
    await ada.taps_each("Answer 4 questions", RATHER_NOT, "Often", RATHER_NOT)
    await ada.says("hardly ever")
    await ada.hears("nobody's fault", "talk with you", "ring 112 now")
    assert {"Ask a person", "Ask for help"} <= set(ada.buttons())
    [row] = await street.rows(WellbeingAnswer)
    assert (row.companionship, row.left_out, row.isolated, row.direct, row.score) == (None, 3, None, 2, None)


async def test_often_leads_to_a_person_without_saying_why(street: Street) -> None:
    """Whoever feels lonely often can ask for a person, and the organiser does not read what for."""
    olga = await asking(street)
    ada = await street.neighbour("Ada")
    await ada.says("/wellbeing")
    await ada.taps_each("Answer 4 questions", "Yes, ask me", "Often", "Often", "Often", "Often/always")
    await ada.hears("Many people feel like that")
    olga.look_away()
    await ada.taps("Ask a person")
    told = await olga.hears("Somebody would like a person", "Ada")
    assert not {"lonely", "wellbeing", "often"} & set(told.text.casefold().split())


async def test_every_three_months_and_never_again(street: Street) -> None:
    """Ada is invited again after three months, and Ben, who said never, is not."""
    await asking(street)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben")
    await street.later(minutes=1)
    await ben.taps("Never ask me that")
    await ben.hears("We will not ask you again")
    await ada.taps_each("Answer 4 questions", "Yes, ask me", *["Hardly ever or never"] * 3, "Never")
    ada.look_away()
    ben.look_away()
    await street.later(days=92)
    await ada.hears("3 months have passed")
    await ben.hears_nothing_of("questions")
    await ada.taps("Answer 4 questions")
    await ada.hears("How often do you feel that you lack companionship?")
    [his] = [row for row in await street.rows(WellbeingConsent) if row.declined_at is not None]
    assert his.invite_at is None


async def test_not_now_keeps_nothing(street: Street) -> None:
    """Whoever says "not now" has neither agreed nor declined; Stop leaves in the middle of it."""
    await asking(street)
    ada = await street.neighbour("Ada")
    await street.later(minutes=1)
    await ada.taps_each("Answer 4 questions", "Not now")
    await ada.hears("You can answer at any time with /wellbeing")
    await ada.says("/wellbeing")
    await ada.taps_each("Answer 4 questions", "Yes, ask me", "Often", "Stop")
    assert await street.rows(WellbeingAnswer) == []


async def test_answers_are_deleted_with_a_second_and_fresh_tap(street: Street) -> None:
    """One tap asks, the second deletes; a late one asks anew. It also works when the bank asks no more."""
    olga = await asking(street)
    ada = await street.neighbour("Ada")
    await ada.says("/wellbeing")
    await ada.taps_each("Answer 4 questions", "Yes, ask me", *["Hardly ever or never"] * 3, "Never")
    await olga.says("/wellbeing")
    await olga.taps("Stop asking members")
    await ada.taps_data("lonely")
    await ada.hears(UNKNOWN)
    await ada.says("/wellbeing")
    await ada.taps("Delete my answers")
    await ada.hears("Are you sure?")
    sure = ada.data_of("Yes, delete them")
    await street.later(minutes=11)
    for late in (sure, "notlonely:now", "notlonely:0", "notlonely"):
        await ada.taps_data(late)
        await ada.hears("Are you sure?")
    assert len(await street.rows(WellbeingAnswer)) == 1
    await ada.taps("Yes, delete them")
    await ada.hears("Your answers are deleted")
    assert await street.rows(WellbeingAnswer) == []
    await ada.says("/wellbeing")
    await ada.hears(UNKNOWN)


async def test_the_bank_stops_asking_in_the_middle(street: Street) -> None:
    """Whoever is answering then reads that nothing was kept."""
    olga = await asking(street)
    ada = await street.neighbour("Ada")
    await ada.says("/wellbeing")
    await ada.taps_each("Answer 4 questions", "Yes, ask me", "Often")
    await olga.says("/wellbeing")
    await olga.taps("Stop asking members")
    await ada.taps("Often")
    await ada.hears("Nothing of it was kept")
    assert await street.rows(WellbeingAnswer) == []


async def test_organisers_read_sums_of_ten_or_more(street: Street) -> None:
    """With nine nothing is told; with ten, how many feel lonely, and how it has moved, in whole numbers."""
    olga = await asking(street)
    people = [await street.neighbour(f"Neighbour{number}") for number in range(10)]

    def answer(session: Session, one: Neighbour, items: dict[str, Item | None], days: int) -> None:
        row, now = one.row(session), street.now() - timedelta(days=days)
        wellbeing.agree(session, row, now)
        wellbeing.answer(session, row, items=items, direct=Direct.OFTEN, now=now)

    async def all_answer(some: list[Neighbour]) -> None:
        for one in some:
            for days, how in ((200, Item.OFTEN), (100, Item.SOME_OF_THE_TIME)):
                items: dict[str, Item | None] = dict.fromkeys(wellbeing.ITEMS, how)
                await street.store.write(
                    lambda session, one=one, items=items, days=days: answer(session, one, items, days)
                )

    await all_answer(people[:9])
    await olga.says("/wellbeing")
    await olga.hears("as soon as 10 people have answered")
    await olga.hears_nothing_of("lonely often or always")
    await all_answer(people[9:])
    await olga.says("/wellbeing")
    await olga.hears(
        "10 people have answered before Sunday 1 November",
        "Of every 100 of them, 100 feel lonely often or always",
        "on the whole: 50",
        "At first they were at 100 of 100, and now at 50",
    )
