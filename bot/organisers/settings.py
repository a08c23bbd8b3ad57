"""Settings: what the time bank decides for itself, on a few screens, each to see and to change.

A change is read back with what it replaces before it counts. Where somebody else has changed it meanwhile,
the answer is how it stands now.
"""

from __future__ import annotations

import re
from datetime import time

from bot import dialogue, understanding
from bot.context import Scene
from bot.dialogue import Left, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.free_text import MINUS_SIGNS, clean, digits_to_ascii, fold, is_below_zero
from bot.heard import Heard, Manner
from bot.lexicon import lexicon, phrases
from bot.saying import Button, Keyboard, Reply, Say, pairs, reply, say, singly
from bot.sums import currency_of
from bot.typed_sums import read_sum
from bot.values import Code, Hour, Length, Moment, Sum, Value, Words, refused, words
from bot.wording import member_words
from models import member, setting
from models.member import NotFound
from models.refusals import Refusal
from models.setting import SETTINGS, ChangedMeanwhile, Group, OutOfBounds, Setting, Unit
from models.timebank import TimeBank

USUAL, NOTHING = "usual", "none"
SUGGESTED_AT_MOST = 4
LONGEST_MINUTES = 100_000
_NUMBER = re.compile(rf"[{MINUS_SIGNS}]?\s?\d+(?:[.,]\d+)?")
_KILOMETRES = re.compile(r"\d\s*km\b", re.IGNORECASE)


def settings(scene: Scene) -> Reply:
    """Shows what can be set; to those who are no organisers it is an unknown command (NotFound)."""
    member.require_organiser(scene.member)
    return reply(_groups())


def show_groups(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The screens, or one of them; raises NotFound to all but organisers, and so does all that follows."""
    member.require_organiser(scene.member)
    return reply(edit=_group(scene, Group(arguments[0])) if arguments else _groups())


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """One setting, or the talk that changes it."""
    member.require_organiser(scene.member)
    one = setting.named(arguments[0])
    match arguments[1:]:
        case []:
            return reply(edit=page(scene, one))
        case ["change"] if not one.by_host:
            return dialogue.begin(scene, SETTING, subject_id=SETTINGS.index(one))
    raise ValueError("nothing that can be done with a setting")


def page(scene: Scene, one: Setting, *news: Words) -> Say:
    """How one setting stands, what it means, what is usual, and who changed it last.

    Args:
        news: paragraphs before it.
    """
    now = value_words(scene.bank, one, setting.value_of(scene.bank, one))
    parts = [words("setting-now", label=label(one), value=now), about(one)]
    if one.by_host:
        parts.append(words("setting-by-host"))
    if one.default is not None or (one.may_be_none and not one.by_host):
        parts.append(words("setting-usual", value=value_words(scene.bank, one, one.default)))
    last = setting.last_change(scene.session, scene.member, one.name)
    if last is not None and last.by_id is not None:
        who = member_words(member.get(scene.session, scene.bank.id, last.by_id))
        parts.append(words("setting-last-change", name=who, when=Moment(last.at)))
    change = [] if one.by_host else [Button(words("button-setting-change"), f"set:{one.name}:change")]
    back = Button(words("button-back-to-list"), f"sets:{one.group.value}")
    return say(*news, *parts, buttons=singly([*change, back]))


def label(one: Setting) -> Words:
    """What a setting is called."""
    return words(f"button-setting-{one.name}")


def about(one: Setting) -> Words:
    """What a setting means and what it changes."""
    return words(f"setting-about-{one.name}")


def value_words(bank: TimeBank, one: Setting, value: setting.Value) -> Words:
    """One value of a setting: a length, a number of something, money, a choice, a text, or nothing at all."""
    if value is None:
        return words(f"setting-none-{one.name}")
    match one.unit:
        case Unit.MINUTES:
            return words("setting-value-minutes", length=Length(int(value)))
        case Unit.CLOCK:
            return words("setting-value-clock", hour=Hour(time(int(value))))
        case Unit.MONEY:
            return words("setting-value-money", sum=Sum(int(value), currency_of(bank)))
        case Unit.CHOICE:
            return words(f"setting-{one.name}-{value}")
        case Unit.TEXT:
            return words("setting-value-text", text=str(value))
    number = float(value) * 100 if one.unit is Unit.POINTS else float(value)
    shown: Value = int(round(number, 6)) if round(number, 6).is_integer() else Code(f"{number:g}")
    return words(f"setting-value-{one.unit.value}", count=shown)


def bounds_words(scene: Scene, one: Setting) -> list[Words]:
    """Between what it has to be; nothing where that is plain from the buttons."""
    least, most = setting.bounds(scene.bank, one)
    if one.unit is Unit.CHOICE:
        return []
    if one.unit is Unit.TEXT:
        return [words("setting-bounds-text", number=int(most))]
    return [
        words(
            "setting-bounds",
            least=value_words(scene.bank, one, least),
            most=value_words(scene.bank, one, most),
        )
    ]


def ask_value(talking: Talking) -> Question:
    """What it should be: a few values to tap, or any other to type."""
    scene, one = talking.scene, _setting(talking)
    now = setting.value_of(scene.bank, one)
    offered = [*one.suggested, *one.options]
    fitting = [value for value in offered if value != now and setting.is_sound(scene.bank, one, value)]
    fitting = [value for value in fitting if value != one.default or one.unit is Unit.CHOICE]
    options = [
        Option(str(value), value_words(scene.bank, one, value)) for value in fitting[:SUGGESTED_AT_MOST]
    ]
    usual = one.default is not None and now != one.default and one.unit is not Unit.CHOICE
    more = [Option(USUAL, value_words(scene.bank, one, one.default))] if usual else []
    if one.may_be_none and now is not None:
        more.append(Option(NOTHING, words(f"button-setting-none-{one.name}")))
    return Question(
        words("setting-ask", label=label(one), value=value_words(scene.bank, one, now)),
        options,
        more=more,
        parts=[about(one), *bounds_words(scene, one)],
    )


def take_value(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A value within the bounds, and another one than now."""
    scene, one = talking.scene, _setting(talking)
    meant, is_clear = _meant(scene, one, value, heard)
    if not is_clear:
        return Unclear()
    try:
        setting.require_sound(scene.bank, one, meant)
    except OutOfBounds:
        return Unclear(*bounds_words(scene, one))
    now = setting.value_of(scene.bank, one)
    if meant == now:
        return Unclear(words("unclear-setting-same", value=value_words(scene.bank, one, now)))
    return Taken(
        meant,
        words("setting-line", label=label(one), value=value_words(scene.bank, one, meant)),
        {"was": now},
    )


def ask_check(talking: Talking) -> Question:
    """It is read back, with what it replaces."""
    one, answers, bank = _setting(talking), talking.answers, talking.scene.bank
    read_back = words(
        "setting-read-back",
        label=label(one),
        value=value_words(bank, one, answers["value"]),
        before=value_words(bank, one, answers["was"]),
    )
    sure = Option("change", words("button-setting-sure"))
    return Question(words("setting-check"), [sure], alone=True, parts=[read_back])


def take_check(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Changed only when they say so; a no leaves everything as it is."""
    if value is None and heard.manner is Manner.WORDS:
        said = understanding.yes_or_no(heard.text, talking.scene.language)
        if said is False:
            return Left(reply(say(words("talk-stopped"), keyboard=Keyboard.HOME)), words("talk-stopped-line"))
        value = "change" if said else None
    return Taken("change", label(_setting(talking))) if value == "change" else Unclear()


def finish(talking: Talking) -> Reply:
    """Changes it, or says how it stands where that is no longer what was asked about."""
    scene, one, answers = talking.scene, _setting(talking), talking.answers
    news = words("setting-changed")
    try:
        setting.change(
            scene.session, scene.member, one.name, answers["value"], was=answers["was"], now=scene.now
        )
    except ChangedMeanwhile as no:
        news = refused(no)
    except OutOfBounds:
        # Another setting that bounds this one has changed meanwhile.
        news = bounds_words(scene, one)[0]
    return reply(page(scene, one, news))


def over(talking: Talking) -> Refusal | None:
    """Whoever is no organiser any more has nothing to set here."""
    if not talking.scene.member.is_organiser or not 0 <= (talking.subject_id or 0) < len(SETTINGS):
        return NotFound()
    return None


def _groups() -> Say:
    buttons = [Button(words(f"button-settings-{one.value}"), f"sets:{one.value}") for one in Group]
    last = (Button(words("button-back-to-queue"), "admin"),)
    return say(words("settings"), buttons=[*pairs(buttons), last])


def _group(scene: Scene, group: Group) -> Say:
    some = [one for one in SETTINGS if one.group is group]
    now = {one.name: value_words(scene.bank, one, setting.value_of(scene.bank, one)) for one in some}
    lines = [words("setting-line", label=label(one), value=now[one.name]) for one in some]
    buttons = [Button(label(one), f"set:{one.name}") for one in some]
    last = (Button(words("button-back-to-list"), "sets"),)
    return say(words(f"settings-{group.value}"), *lines, buttons=[*pairs(buttons), last])


def _setting(talking: Talking) -> Setting:
    return SETTINGS[talking.subject_id or 0]


def _meant(scene: Scene, one: Setting, value: str | None, heard: Heard) -> tuple[setting.Value, bool]:
    """Returns the value that was tapped or typed, and whether there was one; what was typed counts before the
    button that begins like it."""
    if heard.manner is Manner.WORDS and one.unit is not Unit.CHOICE and value not in (USUAL, NOTHING):
        typed = _typed(scene, one, heard.text)
        if typed is not None:
            return typed, True
    if value == USUAL:
        return one.default, one.default is not None
    if value == NOTHING:
        return None, one.may_be_none
    if value is None:
        return None, False
    if one.unit is Unit.CHOICE:
        return value, value in one.options
    tapped = next((known for known in one.suggested if str(known) == value), None)
    return tapped, tapped is not None


def _typed(scene: Scene, one: Setting, text: str) -> setting.Value:
    """Reads a typed value, or returns None where it is none."""
    if one.unit is Unit.TEXT:
        # One sign more than fits, so that what is too long is said to be so and not cut off unseen.
        return clean(text, int(one.most) + 1, one_line=True) or None
    language = scene.language
    if one.unit is Unit.MONEY:
        return read_sum(text, currency_of(scene.bank), language)
    if one.unit is Unit.MINUTES:
        return _typed_minutes(one, text, language)
    if one.unit is Unit.CLOCK:
        at = understanding.time_of_day(text, language)
        if at is not None:
            return at.hour if not at.minute else None
    number = _typed_number(text, language)
    if number is None:
        return None
    if one.unit is Unit.METRES and _KILOMETRES.search(digits_to_ascii(text)):
        number *= 1_000
    if one.unit is Unit.POINTS:
        return round(number / 100, 6)
    return int(number) if one.is_whole and number.is_integer() else number


def _typed_minutes(one: Setting, text: str, language: str) -> int | None:
    """Reads a length, below zero where it says so; where only that makes sense, it need not say so."""
    plain = fold(text)
    minus = [word for word in phrases("typed-minus", language) if plain.startswith(f"{word} ")]
    below = bool(minus) or is_below_zero(text) or one.most <= 0
    said = plain.removeprefix(f"{minus[0]} ") if minus else text.strip().lstrip(MINUS_SIGNS).strip()
    number = lexicon(language).number(said)
    if number is not None and (number == 0 or one.group is Group.HOURS):
        minutes: int | None = number * 60
    else:
        minutes = understanding.length_minutes(said, language, LONGEST_MINUTES)
    if minutes is None:
        return None
    return -minutes if below else minutes


def _typed_number(text: str, language: str) -> float | None:
    found = _NUMBER.findall(digits_to_ascii(text))
    if len(found) == 1:
        number = float(re.sub(rf"[{MINUS_SIGNS}\s]", "", found[0]).replace(",", "."))
        return -number if found[0][0] in MINUS_SIGNS else number
    spelled = lexicon(language).number(text) if not found else None
    return None if spelled is None else float(spelled)


SETTING = Talk(
    name="setting",
    steps=(
        Step("value", ask_value, take_value, unclear="setting"),
        Step("check", ask_check, take_check),
    ),
    finish=finish,
    about=words("about-setting"),
    over=over,
)
