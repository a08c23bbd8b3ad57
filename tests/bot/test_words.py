"""That everything the bot can say is written, in every shipped language, and holds with real values in it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from structlog.testing import capture_logs

import bot
import models
from bot import (
    afterwards,
    announcements,
    attending,
    buddies,
    commands,
    invitations,
    membership_news,
    money,
    notices,
    reasons,
    safety,
    suggestions,
    understanding,
    visits,
    wellbeing,
)
from bot.demanded import demanded_words
from bot.flows import joining
from bot.language import (
    Day,
    Hour,
    Length,
    Moment,
    Several,
    Speaker,
    Sum,
    Value,
    Weekday,
    languages,
    speaker,
    words,
)
from bot.locales.lint import HERE, OWN_AFFAIR, ROOMS, Catalogue, catalogue, lint
from bot.locales.voice import MOST_CHARACTERS_OF_BUTTON, faults
from bot.organisers import (
    acting,
    acts,
    alarms,
    announcing,
    concerns,
    explaining,
    hours_for,
    importing,
    impressions,
    kept_concerns,
    pictures,
    queue,
    same_person,
    told,
    watching,
)
from bot.organisers import money as unsettled_money
from bot.organisers import waiting as waiting_tasks
from bot.talks import TALKS
from models import caution, exchange, hurdle, ledger, request
from models import kind as kinds
from models.afterwards import Feeling
from models.attestation import What
from models.availability import PARTS, Part
from models.demand import Missing
from models.explanation import Obstacle
from models.invitation import State
from models.notification import Notice
from models.refusals import Refusal
from models.timebank import Nation

ROOT = HERE.parents[1]
NOW = datetime(2026, 9, 21, 9, tzinfo=UTC)
# A Wednesday in September is the longest date there is, in English as in Spanish.
LONG_DAY = date(2026, 9, 30)
LONGEST_LENGTH = Length(11 * 60 + 45)
LANGUAGES = tuple(languages())
QUOTED = re.compile(r"[“«]([^”»]+)[”»]")

each_language = pytest.mark.parametrize("language", LANGUAGES)


def said(id: str, language: str, **values: Value) -> str:
    """Word a message as plain text at a fixed moment."""
    return speaker().plain(words(id, **values), language=language, zone=UTC, now=NOW)


def shown(value: Value, language: str) -> str:
    """Word a value as it stands in a message."""
    return said("list-line", language, list=value)


def missing(language: str, *ids: str) -> list[str]:
    """Return those of some ids that are not written in that very language."""
    return [one for one in ids if not speaker().knows(one, language)]


@cache
def english() -> Catalogue:
    """The English messages with the variables they speak of."""
    return catalogue(HERE / "en")


def refusals() -> list[type[Refusal]]:
    """Every kind of refusal there is, found by loading all the rooms that can refuse."""
    for room in (models, bot):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            # These two run when they are loaded, and refuse nothing.
            if not found.name.endswith(("__main__", "migrations.env")) and "versions" not in found.name:
                importlib.import_module(found.name)
    waiting, known = [Refusal], list[type[Refusal]]()
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__module__.partition(".")[0] in ROOMS:
            known.append(one)
    return sorted(set(known), key=lambda one: one.__name__)


def facts_given() -> Iterator[tuple[str, set[str]]]:
    """Every place where a refusal is made: the name of its class, and the facts it is given by keyword."""
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                yield name, {keyword.arg for keyword in node.keywords if keyword.arg}


@cache
def spoken_in(*modules: ModuleType) -> dict[str, tuple[set[str], set[str]]]:
    """For each function of some modules, the message ids it asks for and the names it calls."""
    spoken: dict[str, tuple[set[str], set[str]]] = {}
    for module in modules:
        for function in ast.parse(inspect.getsource(module)).body:
            if isinstance(function, ast.FunctionDef):
                calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
                names = {getattr(call.func, "id", getattr(call.func, "attr", "")) for call in calls}
                ids = {
                    text.value
                    for call in calls
                    if getattr(call.func, "id", "") == "words"
                    for text in ast.walk(call.args[0])
                    if isinstance(text, ast.Constant) and isinstance(text.value, str)
                }
                # A part of an id that is put together ("forkind-") is the lint's business.
                spoken[function.name] = ({one for one in ids if not one.endswith("-")}, names)
    return spoken


def test_the_lint_finds_nothing_in_the_checkout() -> None:
    """All the words in every language keep the rules of the voice and fit the source that asks for them."""
    assert [str(finding) for finding in lint()] == []


@each_language
def test_every_kind_of_help_has_its_words(language: str) -> None:
    """A kind of help can be put on a button and into a sentence."""
    assert not missing(language, *(f"{how}-{code}" for how in ("kind", "forkind") for code in kinds.CODES))


@each_language
def test_every_refusal_has_its_words(language: str) -> None:
    """Whatever rule says no, the person is told in their own language."""
    assert len(refusals()) > 15
    assert not missing(language, *(refusal.message for refusal in refusals()))


def test_refusals_speak_only_of_facts_they_are_given() -> None:
    """No message of a refusal needs a fact that some rule leaves out."""
    classes = {refusal.__name__: refusal for refusal in refusals()}
    made = 0
    for name, given in facts_given():
        if name in classes:
            own = classes[name].__dict__.get("__init__")
            # A class that names its facts itself may be given them by place.
            named = set(inspect.signature(own).parameters) if own and name != "Refusal" else given
            made += 1
            assert english().variables(classes[name].message) <= named, name
    assert made > 20


@each_language
def test_every_notification_has_its_words(language: str) -> None:
    """For each kind of notification there is something to say, and all of it is written."""
    spoken = spoken_in(
        notices, invitations, told, queue, suggestions, explaining, afterwards, attending, buddies, visits,
        watching, safety, acts, alarms, concerns, waiting_tasks, acting, membership_news, announcements,
        announcing, importing, wellbeing, impressions, pictures, hours_for, money, unsettled_money,
        kept_concerns, same_person,
    )  # fmt: skip
    assert set(notices.NOTICES) == set(Notice)
    for kind, word in notices.NOTICES.items():
        ids, waiting, seen = set[str](), [word.__name__], set[str]()
        while waiting:
            function = waiting.pop()
            if function in spoken and function not in seen:
                seen.add(function)
                ids |= spoken[function][0]
                waiting += spoken[function][1]
        assert ids, f"{kind} says nothing"
        assert not missing(language, *ids), kind
    assert not missing(language, *(message for _, *both in reasons.TOLD for message in both if message))
    codes = [one.value for one in Obstacle]
    assert not missing(language, *(f"obstacle-{code}" for code in codes))
    assert not missing(language, *(f"obstacle-of-{code}" for code in codes if code not in ("own", "apart")))
    assert not missing(language, *(f"answer-{state.value}" for state in State))
    assert not missing(language, *(f"afterwards-{feeling.value}" for feeling in Feeling))


@each_language
def test_every_question_has_two_ways_to_say_that_it_was_not_understood(language: str) -> None:
    """The first and the second miss at each step are worded differently, and each talk has a name."""
    for talk in TALKS.values():
        assert not missing(language, talk.about.id)
        for step in talk.steps:
            first, second = f"unclear-{step.unclear}", f"unclear-again-{step.unclear}"
            assert not missing(language, first, second)
            assert said(first, language) != said(second, language)


@each_language
def test_every_state_has_its_words(language: str) -> None:
    """Wherever a request, an exchange or an entry stands, an old button can say so."""
    # An open request and an agreed exchange are shown with what is being done, in messages of their own.
    ended = [f"request-is-{state.value}" for state in request.State if state is not request.State.OPEN]
    ended += [f"visit-is-{state.value}" for state in exchange.State if state is not exchange.State.AGREED]
    # An entry of an exchange says who helped whom.
    ended += [f"entry-{cause.value}" for cause in ledger.Cause if cause is not ledger.Cause.EXCHANGE]
    assert not missing(language, *ended)


@each_language
def test_every_choice_that_is_put_together_has_its_words(language: str) -> None:
    """Parts of the day, distances, free times and the commands of the menu are all written."""
    ids = [f"button-{part.value}" for part in PARTS]
    ids += [f"{when}-{part.value}" for part in PARTS for when in ("when-day", "when-any-day")]
    ids += [f"button-reach-{code}" for code in joining.REACHES_M]
    ids += [f"button-free-{code}" for code in joining.FREE_TIMES]
    ids += [f"command-{name}" for name in commands.MENU]
    assert Part.ANY not in PARTS
    assert not missing(language, *ids)


@each_language
def test_buttons_fit_with_every_value(language: str) -> None:
    """No kind of help, day, time or length makes a button too long to be read on a small screen."""
    what: dict[str, list[Value]] = {
        "kind": [words(f"kind-{code}") for code in kinds.CODES],
        "what": [words(f"button-free-{code}") for code in joining.FREE_TIMES],
        "weekday": [Weekday(LONG_DAY + timedelta(days=day)) for day in range(7)],
        "day": [Day(LONG_DAY + timedelta(days=day)) for day in range(7)],
        "hour": [Hour(time(hour, minute)) for hour in range(24) for minute in (0, 30)],
        "length": [LONGEST_LENGTH],
        "number": [6],
        "count": [21],
        "thing": [words(f"hurdle-{code}") for code in hurdle.CODES],
        "name": ["Rosa"],
        "place": ["Newport"],
        "area": ["Newport"],
        "sum": [Sum(10_050, currency) for currency in ("GBP", "EUR", "JPY", "")],
    }
    too_long = []
    for button in english().entries:
        if button.startswith("button-"):
            needed = english().variables(button)
            longest = {name: max(what[name], key=lambda one: len(shown(one, language))) for name in needed}
            text = said(button, language, **longest)
            if len(text) > MOST_CHARACTERS_OF_BUTTON:
                too_long.append(text)
    assert not too_long


@each_language
def test_sentences_hold_with_every_kind_of_help_and_the_longest_time(language: str) -> None:
    """What we say about help keeps to 20 words a sentence and 300 letters, whatever the help and the day."""
    moment = Moment(datetime(2026, 9, 30, 16, 30, tzinfo=UTC))
    whens: list[Value] = [
        words("when-day-afternoon", day=Day(LONG_DAY)),
        words("when-any-day-afternoon"),
        moment,
    ]
    values: dict[str, Value] = {
        **dict.fromkeys(("name", "helper", "asker", "silent", "organiser"), "Rosa"),
        **dict.fromkeys(("length", "planned", "hours"), LONGEST_LENGTH),
        **dict.fromkeys(("by", "day"), moment),
        **dict.fromkeys(("asked", "number", "count"), 12),
        "away": words("away-by-phone"),
        "demand": demanded_words(Missing(What.ENHANCED_BARRED, 2, accompanied=True), Nation.NORTHERN_IRELAND),
        "risks": Several([words(f"risk-{risk.value}") for risk in caution.CAUTIONS["other"].risks]),
        "gained": True,
        **dict.fromkeys(("count", "members"), 12),
        "lack": words("shortage-no-hours"),
    }
    about_help = {
        message: variables
        for message in english().entries
        if "kind" in (variables := english().variables(message)) and not message.startswith("button-")
    }
    assert len(about_help) > 20
    spoiled = []
    for message, variables in about_help.items():
        for code, when, frame in product(kinds.CODES, whens, ("kind", "forkind")):
            given = {**values, "kind": words(f"{frame}-{code}"), "when": when}
            text = said(message, language, **{name: given[name] for name in variables})
            # An average is for everyday words; a long day with a long kind of help may be over it.
            found = [fault for fault in faults(message, text, language) if "average" not in fault]
            spoiled += [f"{fault}: {text}" for fault in found]
    assert not spoiled


@each_language
@pytest.mark.parametrize(
    "buttons",
    [
        ("adult", "not-adult"),
        ("privacy-yes", "privacy-no"),
        ("place-right", "place-wrong"),
        ("can-do", "no-sorry"),
        ("yes-at", "no-sorry"),
        ("sure-cannot-come", "keep-it"),
        ("sure-not-needed", "keep-it"),
    ],
    ids=lambda buttons: buttons[0],
)
def test_a_typed_yes_or_no_finds_its_button(buttons: tuple[str, str], language: str) -> None:
    """Where one button agrees and the other does not, the bare words do as well as a tap."""
    time_of_visit: dict[str, Value] = {"weekday": Weekday(LONG_DAY), "hour": Hour(time(14))}
    labels = [
        said(f"button-{name}", language, **(time_of_visit if name == "yes-at" else {})) for name in buttons
    ]
    for place, list_id in enumerate(("typed-yes", "typed-no")):
        typed = speaker().phrases(list_id, language)[0]
        assert understanding.choose(typed, labels, language) == place


@each_language
@pytest.mark.parametrize(
    "message",
    [
        "help-text",
        "joining-no-privacy",
        "not-understood",
        "not-understood-other",
        "refusal",
        "refusal-answered-already",
        "refusal-link-not-valid",
        "refusal-not-a-member",
        "refusal-not-found",
        "refusal-unknown-button",
        "talk-stopped-joining",
    ],
)
def test_words_that_we_tell_people_to_write_are_understood(message: str, language: str) -> None:
    """Whoever writes the very words in quotation marks gets where the message says."""
    values: dict[str, Value] = dict.fromkeys(english().variables(message), "Ada")
    quoted = QUOTED.findall(said(message, language, **values))
    assert quoted
    assert [text for text in quoted if understanding.intent(text, language) is None] == []


@each_language
def test_examples_of_days_times_and_lengths_are_understood(language: str) -> None:
    """An example that we give is an answer that we take."""
    today = NOW.date()
    for message in ("asking-day-typed", "unclear-day", "unclear-again-day"):
        for text in QUOTED.findall(said(message, language)):
            assert understanding.day(text, language, today), text
    for message in ("asking-time-typed", "unclear-time", "unclear-again-time"):
        for text in QUOTED.findall(said(message, language)):
            assert understanding.time_of_day(text, language), text
    for message in ("lasting-minutes", "unclear-minutes", "unclear-again-minutes"):
        for text in QUOTED.findall(said(message, language)):
            # A word alone ("minutes") is no length; it is there to be written after a number.
            if any(letter.isdecimal() for letter in text):
                assert understanding.length_minutes(text, language), text


@each_language
def test_the_home_keyboard_and_every_answer_can_be_told_apart(language: str) -> None:
    """Kinds of help differ from one another when typed, and the home keyboard has no word twice."""
    labels = [said(f"kind-{code}", language) for code in kinds.CODES]
    for index, label in enumerate(labels):
        assert understanding.choose(label.lower(), labels, language) == index
    home = [said(f"button-home-{name}", language) for name in ("ask", "offer", "things", "help")]
    assert len({label.casefold() for label in home}) == len(home)


@each_language
def test_hours_are_told_as_they_stand(language: str) -> None:
    """What is said when hours are banked names who helped, how long and the balance, even below zero."""
    for message in ("banked-you-helped", "banked-helped-you"):
        text = said(message, language, name="Ada", length=Length(90), hours=Length(-60))
        for value in ("Ada", shown(Length(90), language), shown(Length(-60), language)):
            assert value in text


def test_no_file_of_words_is_written_for_one_language_only() -> None:
    """Each room of words has its file in every language, so that translators find the same rooms."""
    rooms = {language: {path.name for path in Path(HERE / language).glob("*.ftl")} for language in LANGUAGES}
    assert len(set(map(frozenset, rooms.values()))) == 1


@each_language
def test_nothing_is_said_in_another_language_for_want_of_a_value(language: str) -> None:
    """Every message can be worded from the values that English is worded from, so none falls back to it."""
    # What has fallen back before is logged no more, so this one speaks for the first time.
    fresh = Speaker()
    with capture_logs() as logs:
        for message, entry in english().entries.items():
            if entry.value is not None and not message.startswith(("-", "typed-", *OWN_AFFAIR)):
                values: dict[str, Value] = dict.fromkeys(english().variables(message), 2)
                fresh.say(words(message, **values), language=language, zone=UTC, now=NOW)
    assert [log for log in logs if log["event"] == "words missing"] == []


def test_a_weekday_stands_alone_in_the_readers_language() -> None:
    """A button that has no room for a date tells its weekday."""
    assert shown(Weekday(LONG_DAY), "en") == "Wednesday"
    assert shown(Weekday(LONG_DAY), "es") == "miércoles"
