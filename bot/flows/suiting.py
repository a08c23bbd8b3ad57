"""Who and what suits somebody: a woman or a man, whom they visit, who comes, what is there, what is too much.

All of it may stay unsaid, and nobody is shown it: it only decides who is asked.
"""

from __future__ import annotations

from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows import ticks
from bot.flows.changing import changing
from bot.free_text import fold
from bot.heard import Heard, Manner
from bot.lexicon import phrases
from bot.values import Several, Words, words
from models import hurdle, preference
from models.member import Gender
from models.preference import Side

# Also what the word "skip" chooses, which somebody may type who would rather not say.
UNSAID = "skip"
ANYBODY = "anybody"
TYPED_GENDERS = {Gender.WOMAN.value: "typed-woman", Gender.MAN.value: "typed-man"}


def ask_gender(talking: Talking) -> Question:
    """What they say of themself, where they like to say it."""
    return Question(
        words("gender-ask"),
        [
            Option(Gender.WOMAN.value, words("button-woman")),
            Option(Gender.MAN.value, words("button-man")),
            Option(UNSAID, words("button-rather-not-say")),
        ],
        alone=True,
    )


def take_gender(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A woman, a man, or nothing at all."""
    value = value or _typed(heard, talking.scene, {**TYPED_GENDERS, UNSAID: "typed-rather-not"})
    if value == UNSAID:
        return Taken(None, words("button-rather-not-say"))
    if value not in TYPED_GENDERS:
        return Unclear()
    return Taken(value, words(f"button-{value}"))


def keep_gender(talking: Talking) -> list[Words]:
    """It counts from now on."""
    scene = talking.scene
    preference.say_gender(scene.session, scene.member, _gender(talking.answers["gender"]))
    return [words("kept-gender") if talking.answers["gender"] else words("kept-gender-unsaid")]


def whom_words(gender: Gender | None) -> Words:
    """Women, men or anybody, as it stands after a colon."""
    return words("whom-anybody") if gender is None else words(f"whom-{gender.value}")


def _whom(name: str, side: Side) -> Talk:
    """Makes the talk about whom somebody would rather meet on one side of a door."""

    def ask(talking: Talking) -> Question:
        return Question(
            words(f"{name}-ask"),
            [
                Option(ANYBODY, words("button-anybody")),
                Option(Gender.WOMAN.value, words("button-women")),
                Option(Gender.MAN.value, words("button-men")),
            ],
            alone=True,
        )

    def take(talking: Talking, value: str | None, heard: Heard) -> Outcome:
        value = value or _typed(heard, talking.scene, {**TYPED_GENDERS, ANYBODY: "typed-anybody"})
        if value == ANYBODY:
            return Taken(None, words("button-anybody"))
        if value not in TYPED_GENDERS:
            return Unclear()
        return Taken(value, words("button-women") if value == Gender.WOMAN else words("button-men"))

    def keep(talking: Talking) -> list[Words]:
        scene, gender = talking.scene, _gender(talking.answers[name])
        preference.prefer(scene.session, scene.member, side, gender)
        return [words(f"kept-{name}", whom=whom_words(gender)) if gender else words(f"kept-{name}-anybody")]

    return changing(name, Step(name, ask, take), keep=keep)


def hurdle_words(code: str) -> Words:
    """One thing that not everybody manages, as it stands in a list."""
    return words(f"hurdle-{code}")


def hurdles_words(bits: int) -> Words:
    """Several of them after a colon, or that nothing is noted."""
    codes = hurdle.codes(bits)
    if not codes:
        return words("hurdle-none")
    return words("list-line", list=Several([hurdle_words(code) for code in codes]))


def _labels() -> dict[str, Words]:
    return {code: words("button-hurdle", thing=hurdle_words(code)) for code in hurdle.CODES}


def _hurdles(name: str) -> Talk:
    """Makes the talk about what there is at somebody's home, or what they cannot manage elsewhere."""

    def ask(talking: Talking) -> Question:
        who = talking.scene.member
        ticks.begin_with(talking, name, hurdle.codes(who.hurdles if name == "home" else who.cannot))
        ticked = ticks.ticked(talking, name)
        return Question(
            words(f"{name}-ask"),
            ticks.options(_labels(), ticked),
            more=[Option(ticks.DONE, words("button-done") if ticked else words("button-nothing-of-it"))],
        )

    def take(talking: Talking, value: str | None, heard: Heard) -> Outcome:
        if value == ticks.DONE:
            chosen = ticks.ticked(talking, name)
            return Taken(chosen, hurdles_words(hurdle.bits(chosen)))
        if (changed := ticks.changed(talking, name, value, hurdle.CODES)) is not None:
            return changed
        typed = ticks.typed(talking.scene, heard.text, _labels()) if heard.manner is Manner.WORDS else []
        return ticks.added(talking, name, typed) if typed else Unclear()

    def keep(talking: Talking) -> list[Words]:
        scene, codes = talking.scene, talking.answers[name]
        say = preference.say_hurdles if name == "home" else preference.cannot_manage
        say(scene.session, scene.member, codes)
        return [words(f"kept-{name}") if codes else words(f"kept-{name}-nothing")]

    return changing(name, Step(name, ask, take), keep=keep)


def _typed(heard: Heard, scene: Scene, lists: dict[str, str]) -> str | None:
    """Returns the answer whose words were typed, by the list that they are on."""
    if heard.manner is not Manner.WORDS:
        return None
    said = fold(heard.text)
    return next((code for code, one in lists.items() if said in phrases(one, scene.language)), None)


def _gender(kept: str | None) -> Gender | None:
    return None if kept is None else Gender(kept)


GENDER = changing("gender", Step("gender", ask_gender, take_gender), keep=keep_gender)
VISITS = _whom("visits", Side.VISITS)
COMES = _whom("comes", Side.COMES)
AT_HOME = _hurdles("home")
CANNOT = _hurdles("cannot")
