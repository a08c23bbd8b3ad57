"""How lonely somebody feels: consent first, then four questions, each of which they may leave out.

The questions are worded as in "Measuring loneliness: guidance for use of the national indicators on surveys"
(Office for National Statistics, 2018), in its order; see `models.wellbeing`.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import Left, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.heard import Heard
from bot.saying import Button, Keyboard, Reply, reply, say
from bot.values import Code, words
from models import wellbeing
from models.refusals import Refusal
from models.wellbeing import ITEMS, Direct, Item

RATHER_NOT = "rather_not"
YES, LATER, NEVER = "yes", "later", "never"

# The answers on the buttons, in the order in which the guidance has them.
ITEM_ANSWERS = (Item.HARDLY_EVER, Item.SOME_OF_THE_TIME, Item.OFTEN)
DIRECT_ANSWERS = (
    Direct.OFTEN,
    Direct.SOME_OF_THE_TIME,
    Direct.OCCASIONALLY,
    Direct.HARDLY_EVER,
    Direct.NEVER,
)


def _has_not_agreed(talking: Talking) -> bool:
    said = wellbeing.of(talking.scene.session, talking.scene.member)
    return said is None or said.agreed_at is None


def ask_consent(talking: Talking) -> Question:
    """Whether they agree to being asked, and what becomes of the answers."""
    return Question(
        words("wellbeing-consent"),
        [
            Option(YES, words("button-wellbeing-yes")),
            Option(LATER, words("button-wellbeing-later")),
            Option(NEVER, words("button-wellbeing-never")),
        ],
        alone=True,
        parts=[words("wellbeing-why"), words("wellbeing-private")],
    )


def take_consent(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Only a yes goes on; "never" is kept, and "not now" is not."""
    scene = talking.scene
    if value == LATER:
        return Left(
            reply(say(words("wellbeing-later"), keyboard=Keyboard.HOME)), words("button-wellbeing-later")
        )
    if value == NEVER:
        wellbeing.decline(scene.session, scene.member, scene.now)
        return Left(
            reply(say(words("wellbeing-never"), keyboard=Keyboard.HOME)), words("button-wellbeing-never")
        )
    if value != YES:
        return Unclear()
    wellbeing.agree(scene.session, scene.member, scene.now)
    return Taken(YES, words("button-wellbeing-yes"))


def _ask_item(name: str) -> Callable[[Talking], Question]:
    def ask(talking: Talking) -> Question:
        return Question(
            words(f"wellbeing-{name}"), [*_options("item", ITEM_ANSWERS), _rather_not()], alone=True
        )

    return ask


def ask_direct(talking: Talking) -> Question:
    """The direct question."""
    return Question(words("wellbeing-direct"), _options("direct", DIRECT_ANSWERS), more=[_rather_not()])


def _options(scale: str, answers: tuple[Item, ...] | tuple[Direct, ...]) -> list[Option]:
    return [
        Option(one.name.lower(), words(f"button-{scale}-{one.name.lower().replace('_', '-')}"))
        for one in answers
    ]


def _rather_not() -> Option:
    return Option(RATHER_NOT, words("button-rather-not-say"))


def _take(
    scale: str, answers: tuple[Item, ...] | tuple[Direct, ...]
) -> Callable[[Talking, str | None, Heard], Outcome]:
    """Makes what takes one of those answers, or that somebody would rather not say."""

    def take(talking: Talking, value: str | None, heard: Heard) -> Outcome:
        if value == RATHER_NOT:
            return Taken(None, words("wellbeing-line-rather-not"))
        for one in answers:
            if value == one.name.lower():
                # The line that is left in the chat says that it was answered, and not what.
                return Taken(int(one), words("wellbeing-line"))
        return Unclear()

    return take


def finish(talking: Talking) -> Reply:
    """Keeps the answers; whoever answered "often" reads where to turn."""
    scene, said = talking.scene, talking.answers
    direct = said.get("direct")
    row = wellbeing.answer(
        scene.session,
        scene.member,
        items={name: None if said.get(name) is None else Item(said[name]) for name in ITEMS},
        direct=None if direct is None else Direct(direct),
        now=scene.now,
    )
    if row is None:
        return reply(say(words("wellbeing-nothing"), keyboard=Keyboard.HOME))
    if not row.is_heavy:
        return reply(say(words("wellbeing-thanks"), keyboard=Keyboard.HOME))
    turn = say(
        words("wellbeing-often"),
        words("wellbeing-turn", number=Code(scene.bank.emergency_number)),
        buttons=[
            [Button(words("button-ask-a-person"), "person:talk")],
            [Button(words("button-ask"), "go:ask")],
        ],
    )
    return reply(turn)


def over(talking: Talking) -> Refusal | None:
    """Whether the time bank has stopped asking."""
    try:
        wellbeing.require_asked(talking.scene.session, talking.scene.member)
    except Refusal:
        return NotAskedNow()
    return None


class NotAskedNow(Refusal):
    """The time bank has stopped asking while somebody was answering."""

    message = "refusal-not-asked-now"


FEELING = Talk(
    name="feeling",
    steps=(
        Step("consent", ask_consent, take_consent, needed=_has_not_agreed),
        *(Step(name, _ask_item(name), _take("item", ITEM_ANSWERS)) for name in ITEMS),
        Step("direct", ask_direct, _take("direct", DIRECT_ANSWERS)),
    ),
    finish=finish,
    about=words("about-feeling"),
    over=over,
)
