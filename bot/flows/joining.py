"""Joining: the first talk, from hello to being a member. What one enjoys is asked before what one needs."""

from __future__ import annotations

import regex

from bot import language, understanding
from bot.dialogue import KeptOpen, Left, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows import kinds as kind_lists
from bot.flows import ticks
from bot.flows.place import name_of, place_step, point_of
from bot.free_text import clean
from bot.heard import Heard, Manner
from bot.saying import Keyboard, Reply, reply, say
from bot.values import Code, Length, Several, Words, refused, words
from models import availability, ledger, member, offer
from models import kind as kinds
from models.availability import Part

NAME_LENGTH = 40
LONGEST_NAME_LOOKED_AT = 200
A_LETTER = regex.compile(r"\p{L}")

# How far somebody goes: what stands on the button, and the metres it stands for. Ten minutes' walk is 800 m
# at 4.8 km/h, a usual pace; with 900 m the cells around one's own are within reach, those at the corners too.
REACHES_M = {"home": 0, "walk": 900, "3km": 3_000, "5km": 5_000, "10km": 10_000}

FREE_TIMES = {
    "weekday-mornings": availability.slots(availability.WEEKDAYS, Part.MORNING),
    "weekday-afternoons": availability.slots(availability.WEEKDAYS, Part.AFTERNOON),
    "weekday-evenings": availability.slots(availability.WEEKDAYS, Part.EVENING),
    "weekend-mornings": availability.slots(availability.WEEKEND, Part.MORNING),
    "weekend-afternoons": availability.slots(availability.WEEKEND, Part.AFTERNOON),
    "weekend-evenings": availability.slots(availability.WEEKEND, Part.EVENING),
}


def ask_language(talking: Talking) -> Question:
    """Which language, each by its own name."""
    shipped = [
        Option(code, words("button-language", name=Code(name))) for code, name in language.languages().items()
    ]
    return Question(
        words("joining-language"), shipped, parts=[words("joining-hello", bank=talking.scene.bank.name)]
    )


def take_language(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """From here on the talk goes on in that language."""
    shipped = language.languages()
    if value not in shipped:
        return Unclear()
    member.speak(talking.scene.session, talking.scene.member, value)
    # What their app speaks was our guess for the first question only.
    member.know_languages(talking.scene.session, talking.scene.member, ())
    return Taken(value, words("button-language", name=Code(shipped[value])))


def ask_tongues(talking: Talking) -> Question:
    """Which other languages they speak, so that they are asked by neighbours whom they understand."""
    ticked = ticks.ticked(talking, "tongues")
    others = {
        code: name for code, name in language.languages().items() if code != talking.scene.member.language
    }
    named = {code: words("button-language", name=Code(name)) for code, name in others.items()}
    return Question(
        words("joining-tongues"),
        ticks.options(named, ticked),
        more=[Option(ticks.DONE, words("button-done") if ticked else words("button-no-other-language"))],
    )


def take_tongues(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Ticks go on until Done; none is a good answer too."""
    shipped = language.languages()
    if value == ticks.DONE:
        chosen = ticks.ticked(talking, "tongues")
        member.know_languages(talking.scene.session, talking.scene.member, chosen)
        if not chosen:
            return Taken(chosen, words("button-no-other-language"))
        return Taken(chosen, words("list-line", list=Several([Code(shipped[code]) for code in chosen])))
    return ticks.changed(talking, "tongues", value, list(shipped)) or Unclear()


def ask_name(talking: Talking) -> Question:
    """What to call them; the name in their app is suggested."""
    suggested = talking.answers.get("suggested_name", "")
    return Question(
        words("joining-name"),
        [Option("suggested", words("button-name", name=suggested))] if not _trouble(suggested) else [],
    )


def take_name(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Any name with a letter in it, in any script."""
    if value == "suggested":
        name = talking.answers.get("suggested_name", "")
    elif heard.manner is Manner.WORDS:
        name = clean(heard.text, LONGEST_NAME_LOOKED_AT, one_line=True)
    else:
        return Unclear()
    trouble = _trouble(name)
    return Unclear(trouble) if trouble else Taken(name, words("button-name", name=name))


def _trouble(name: str) -> Words | None:
    """Returns what is wrong with a name, in words, or None."""
    if not A_LETTER.search(name):
        return words("unclear-name-letters")
    return words("unclear-name-long", limit=NAME_LENGTH) if len(name) > NAME_LENGTH else None


def ask_adult(talking: Talking) -> Question:
    """Whether they are of age; members are 18 or over."""
    return Question(
        words("joining-adult"),
        [Option("yes", words("button-adult")), Option("no", words("button-not-adult"))],
    )


def take_adult(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Those under 18 are told kindly that they cannot join by themselves."""
    if value == "no":
        return Left(reply(say(words("joining-too-young"))), words("button-not-adult"))
    if value != "yes":
        return Unclear()
    member.say_adult(talking.scene.session, talking.scene.member, talking.scene.now)
    return Taken("yes", words("button-adult"))


def ask_privacy(talking: Talking) -> Question:
    """How we treat what they tell us, in three sentences."""
    return Question(
        words("joining-privacy-ask"),
        [Option("yes", words("button-privacy-yes")), Option("no", words("button-privacy-no"))],
        parts=[words("joining-privacy")],
    )


def take_privacy(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Without it nothing is kept."""
    if value == "no":
        return Left(reply(say(words("joining-no-privacy"))), words("button-privacy-no"))
    if value != "yes":
        return Unclear()
    member.agree_to_privacy(talking.scene.session, talking.scene.member, talking.scene.now)
    return Taken("yes", words("button-privacy-yes"))


def ask_enjoys(talking: Talking) -> Question:
    """What they enjoy and could do, several of it."""
    ticked = ticks.ticked(talking, "enjoys")
    return Question(
        words("joining-enjoys"),
        kind_lists.options(talking.answers.get("enjoys_page", 0), ticked),
        more=[
            kind_lists.more(talking.answers.get("enjoys_page", 0)),
            Option(ticks.DONE, done_words(len(ticked))),
        ],
    )


def done_words(count: int) -> Words:
    """What stands on the button that ends a list of ticks."""
    return words("button-done") if count else words("button-nothing-now")


def take_enjoys(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Ticks go on until Done; nothing is a good answer too."""
    if (turned_to := kind_lists.turned_to(value)) is not None:
        return KeptOpen({"enjoys_page": turned_to})
    if value == ticks.DONE:
        chosen = ticks.ticked(talking, "enjoys")
        line = (
            Several([kind_lists.kind_words(code) for code in chosen])
            if chosen
            else words("joining-enjoys-nothing")
        )
        return Taken(chosen, line if isinstance(line, Words) else words("list-line", list=line))
    if (changed := ticks.changed(talking, "enjoys", value, kinds.CODES)) is not None:
        return changed
    typed = kind_lists.typed(talking.scene, heard.text) if heard.manner is Manner.WORDS else []
    return ticks.added(talking, "enjoys", typed) if typed else Unclear()


def offers_something(talking: Talking) -> bool:
    """Whether they would help with anything; else it matters to nobody how far they go and when."""
    return bool(talking.answers.get("enjoys"))


def reach_and_free(talking: Talking) -> tuple[int, int]:
    """How far they go, and when they are free. Whoever was not asked is free at no time, and so is not asked
    for help either before they have said it; they see who needs help around them all the same."""
    if not offers_something(talking):
        return REACHES_M["3km"], availability.NEVER
    return talking.answers["reach"], talking.answers["free"]


def ask_reach(talking: Talking) -> Question:
    """How far they go."""
    return Question(
        words("joining-reach"), [Option(code, words(f"button-reach-{code}")) for code in REACHES_M]
    )


def take_reach(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of the distances; "3 km" may be typed."""
    if value not in REACHES_M:
        return Unclear()
    return Taken(REACHES_M[value], words(f"button-reach-{value}"))


def ask_free(talking: Talking) -> Question:
    """When they are usually free, several of it."""
    ticked = ticks.ticked(talking, "free")
    spans = ticks.options({code: free_words(code) for code in FREE_TIMES}, ticked)
    return Question(
        words("joining-free"),
        spans,
        more=[Option("any", words("button-free-any")), Option(ticks.DONE, words("button-done"))],
    )


def free_words(code: str) -> Words:
    """A part of the week, as it stands on a button."""
    return words(f"button-free-{code}")


def take_free(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Ticks go on until Done; somebody who is free at no usual time is asked at any."""
    if value == "any":
        return Taken(availability.ALWAYS, words("button-free-any"))
    if value == ticks.DONE:
        chosen = ticks.ticked(talking, "free")
        if not chosen:
            return Taken(availability.ALWAYS, words("button-free-any"))
        line = words("list-line", list=Several([free_words(code) for code in chosen]))
        return Taken(sum(FREE_TIMES[code] for code in chosen), line)
    if (changed := ticks.changed(talking, "free", value, list(FREE_TIMES))) is not None:
        return changed
    if (
        heard.manner is Manner.WORDS
        and understanding.part_of_day(heard.text, talking.scene.language) == "any"
    ):
        return Taken(availability.ALWAYS, words("button-free-any"))
    return Unclear()


def finish(talking: Talking) -> Reply:
    """Makes them a member and says what comes next."""
    scene, answers = talking.scene, talking.answers
    place = answers["place"]
    joined = member.join(
        scene.session,
        scene.member,
        member.Profile(answers["name"], point_of(place), name_of(place), *reach_and_free(talking)),
        scene.now,
    )
    offer.set_all(scene.session, joined, answers["enjoys"], scene.now)
    if joined.state is member.State.WAITING:
        return reply(say(words("joining-waiting", name=joined.name), keyboard=Keyboard.HOME))
    if joined.state is member.State.HELD:
        return reply(say(refused(member.OnHold()), keyboard=Keyboard.HOME))
    account = ledger.account_of(scene.session, scene.bank.id, joined.id)
    standing = ledger.standing(scene.session, account)
    return reply(
        say(
            words("joining-welcome", name=joined.name, hours=Length(standing.balance_minutes)),
            keyboard=Keyboard.HOME,
        )
    )


JOINING = Talk(
    name="joining",
    steps=(
        Step("language", ask_language, take_language),
        Step("tongues", ask_tongues, take_tongues),
        Step("name", ask_name, take_name, unclear="name"),
        Step("adult", ask_adult, take_adult),
        Step("privacy", ask_privacy, take_privacy),
        place_step("place", words("joining-place")),
        Step("enjoys", ask_enjoys, take_enjoys, unclear="kind"),
        Step("reach", ask_reach, take_reach, needed=offers_something),
        Step("free", ask_free, take_free, needed=offers_something),
    ),
    finish=finish,
    about=words("about-joining"),
)
