"""Checks of a member: found by name, what was seen of them, and what an organiser has seen or withdraws.

Only that something was seen is noted, never the paper itself, and nobody notes anything about themself.
"""

from __future__ import annotations

from datetime import date

from bot import dialogue, nations
from bot.context import Scene
from bot.dialogue import AskMore, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.asking import OTHER
from bot.flows.pausing import day_meant
from bot.heard import Heard, Manner, number
from bot.organisers import finding, second_tap
from bot.saying import Button, Reply, Say, pairs, reply, say, singly
from bot.values import Day, Value, Words, refused, words
from bot.wording import member_words
from models import attestation, directory, member, timebank
from models.attestation import CHECKS, Attestation, HoldsTooLong, What, years_after
from models.member import Member, NotFound
from models.refusals import Refusal
from models.window import TimePassed

PEOPLE_SHOWN = 8
PEOPLE_LOOKED_AT = 50
LINES_SHOWN = 6
YEARS = (3, 1)
EVER = "ever"


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks of whom, or shows the page of one; raises NotFound to all but organisers, as all that follows."""
    if not arguments:
        member.require_organiser(scene.member)
        return dialogue.begin(scene, FINDING)
    return reply(edit=page(scene, attestation.about(scene.session, number(arguments), scene.member)))


def have_seen(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to note what was seen of a member."""
    whom = attestation.about(scene.session, number(arguments), scene.member)
    return dialogue.begin(scene, SEEING, subject_id=whom.id)


def withdraw(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more before something that was seen counts no more."""
    seen = attestation.get(scene.session, number(arguments), scene.member)
    whom = attestation.about(scene.session, seen.member_id, scene.member)
    if seen.withdrawn_at is not None:
        return reply(edit=page(scene, whom))
    return second_tap.before_withdrawing(scene, whom, seen, nations.seen_words(scene, seen.what))


def withdraw_surely(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """From now on it counts no more."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return withdraw(scene, heard, arguments)
    seen = attestation.withdraw(scene.session, number(arguments), scene.member, scene.now)
    whom = attestation.about(scene.session, seen.member_id, scene.member)
    return reply(edit=page(scene, whom, words("checks-withdrawn")))


def page(scene: Scene, whom: Member, *news: Words) -> Say:
    """All that was seen of a member, with what can be done; what holds comes first.

    Args:
        news: paragraphs before it.
    """
    today = timebank.today(scene.bank, scene.now)
    everything = sorted(attestation.of(scene.session, whom), key=lambda seen: not seen.holds(today))
    shown = everything[:LINES_SHOWN]
    lines = [_line(scene, place, seen, today) for place, seen in enumerate(shown, start=1)]
    if len(everything) > LINES_SHOWN:
        lines.append(words("checks-more", count=len(everything) - LINES_SHOWN))
    buttons = [
        Button(words("button-no-longer-holds", number=place), f"unseen:{seen.id}")
        for place, seen in enumerate(shown, start=1)
        if seen.holds(today)
    ]
    heading = words("checks-of", name=whom.name) if everything else words("checks-of-none", name=whom.name)
    more = [
        Button(words("button-have-seen"), f"saw:{whom.id}"),
        Button(words("button-hold", name=whom.name), f"hold:{whom.id}"),
        Button(words("button-other-checks"), "checks"),
        Button(words("button-back-to-queue"), "admin"),
    ]
    return say(*news, heading, *lines, buttons=[*singly(more[:1]), *pairs(buttons), *singly(more[1:])])


def _line(scene: Scene, place: int, seen: Attestation, today: date) -> Words:
    """One line: what was seen by whom and when, and until when it holds."""
    args: dict[str, Value] = {
        "number": place,
        "what": nations.seen_words(scene, seen.what),
        "name": member_words(member.get(scene.session, scene.bank.id, seen.seen_by_id)),
        "day": Day(seen.seen_at.astimezone(scene.zone).date()),
    }
    if seen.withdrawn_at is not None:
        since = Day(seen.withdrawn_at.astimezone(scene.zone).date())
        return words("checks-line-withdrawn", since=since, **args)
    if seen.lapses_on is None:
        return words("checks-line", **args)
    if seen.holds(today):
        return words("checks-line-until", until=Day(seen.lapses_on), **args)
    return words("checks-line-lapsed", until=Day(seen.lapses_on), **args)


def ask_who(talking: Talking) -> Question:
    """Of whom: a name is typed, and where several have it, they stand on the buttons."""
    scene, typed = talking.scene, talking.answers.get("who_typed")
    if typed is None:
        return Question(words("checks-who"))
    people = directory.find_here(scene.session, scene.member, typed, limit=PEOPLE_SHOWN)
    options = [Option(str(one.id), finding.named(one, people)) for one in people]
    return Question(words("checks-which"), options)


def take_who(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those shown, or a name."""
    scene = talking.scene
    found = finding.chosen(
        value,
        heard,
        lambda name: directory.find_here(scene.session, scene.member, name, limit=PEOPLE_LOOKED_AT),
    )
    if not isinstance(found, int):
        return found
    whom = attestation.about(scene.session, found, scene.member)
    return Taken(whom.id, words("button-neighbour", name=whom.name))


def finish_finding(talking: Talking) -> Reply:
    """Shows what was seen of them."""
    scene = talking.scene
    return reply(page(scene, attestation.about(scene.session, talking.answers["who"], scene.member)))


def ask_what(talking: Talking) -> Question:
    """What was seen."""
    options = [Option(what.value, nations.check_button(talking.scene, what)) for what in What]
    return Question(words("seeing-what", name=_whom(talking).name), options, alone=True)


def take_what(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of them."""
    if value not in {what.value for what in What}:
        return Unclear()
    return Taken(value, nations.check_button(talking.scene, What(value)))


def needs_term(talking: Talking) -> bool:
    """Whether it is a check, which may lapse; a reference and a first visit do not."""
    return talking.answers.get("what") in {check.value for check in CHECKS}


def ask_until(talking: Talking) -> Question:
    """Until when it holds."""
    if talking.answers.get("until_typing"):
        return Question(words("seeing-until-typed", day=Day(years_after(_today(talking), YEARS[0]))))
    options = [Option(str(years), words("button-holds-years", count=years)) for years in YEARS]
    options += [Option(OTHER, words("button-until-day")), Option(EVER, words("button-does-not-lapse"))]
    return Question(words("seeing-until"), options, alone=True)


def take_until(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """For some years, until a day that is typed, or for good."""
    today = _today(talking)
    if heard.manner is Manner.WORDS:
        # What was typed counts before the button that begins like it.
        day = day_meant(heard.text, talking.scene.language, today)
        if day is not None:
            return _until(talking, day)
    if value == OTHER:
        return AskMore({"until_typing": True})
    if value == EVER:
        return Taken(None, words("button-does-not-lapse"))
    for years in YEARS:
        if value == str(years):
            return _until(talking, years_after(today, years))
    return Unclear()


def _until(talking: Talking, day: date) -> Outcome:
    try:
        attestation.require_term(day, _today(talking))
    except (TimePassed, HoldsTooLong) as no:
        return Unclear(refused(no))
    return Taken(day.isoformat(), words("seeing-until-line", day=Day(day)))


def finish_seeing(talking: Talking) -> Reply:
    """Notes it, and shows how it stands."""
    scene, whom = talking.scene, _whom(talking)
    until = talking.answers.get("until") if needs_term(talking) else None
    attestation.record(
        scene.session,
        whom,
        What(talking.answers["what"]),
        scene.member,
        scene.now,
        lapses_on=None if until is None else date.fromisoformat(until),
    )
    return reply(page(scene, whom, words("seeing-noted")))


def over(talking: Talking) -> Refusal | None:
    """Whoever is no organiser any more has nothing to look at here."""
    return None if talking.scene.member.is_organiser else NotFound()


def over_seeing(talking: Talking) -> Refusal | None:
    """The same; or whom it is about has left meanwhile."""
    try:
        _whom(talking)
    except NotFound as no:
        return no
    return None


def _whom(talking: Talking) -> Member:
    scene = talking.scene
    if talking.subject_id is None:
        raise NotFound()
    return attestation.about(scene.session, talking.subject_id, scene.member)


def _today(talking: Talking) -> date:
    return timebank.today(talking.scene.bank, talking.scene.now)


FINDING = Talk(
    name="finding",
    steps=(Step("who", ask_who, take_who, unclear="member"),),
    finish=finish_finding,
    about=words("about-checks"),
    over=over,
)
SEEING = Talk(
    name="seeing",
    steps=(
        Step("what", ask_what, take_what),
        Step("until", ask_until, take_until, unclear="holding", needed=needs_term),
    ),
    finish=finish_seeing,
    about=words("about-seeing"),
    over=over_seeing,
)
