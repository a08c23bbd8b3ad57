"""A concern: about whom or what, and then in somebody's own words or by voice. What comes first is what to do
when somebody is in danger, and that it cannot be kept secret from those who see to it.
"""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.lasting import subject
from bot.free_text import clean
from bot.heard import Heard, Manner, number
from bot.organisers.finding import named
from bot.saying import Keyboard, Reply, reply, say
from bot.values import Code, Words, words
from bot.wording import visit_args
from models import concern, exchange, member, safeguarding
from models.member import Member

PEOPLE_SHOWN = 4
KEEPER, OTHER = "keeper", "other"


def begin(scene: Scene) -> Reply:
    """Begins to raise a concern; anybody may, also somebody who is no member."""
    return dialogue.begin(scene, WORRYING)


def press(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The same by a button, perhaps about one's own help with somebody."""
    if not arguments:
        return begin(scene)
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    return dialogue.begin(scene, WORRYING, subject_id=standing.id)


def _first(talking: Talking) -> list[Words]:
    """What is said before anything is asked."""
    return [
        words("concern-danger", number=Code(talking.scene.bank.emergency_number)),
        words("concern-no-secret"),
    ]


def ask_about(talking: Talking) -> Question:
    """About whom or what it is."""
    people = _people(talking)
    options = [Option(str(one.id), named(one, people)) for one in people]
    options += [Option(KEEPER, words("button-concern-keeper"))] if _keepers(talking) else []
    options += [Option(OTHER, words("button-concern-other"))]
    return Question(words("concern-about"), options, alone=True, parts=_first(talking))


def take_about(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Somebody they know, one of those who look after the bank, or something else."""
    if value in (KEEPER, OTHER):
        return Taken(value, words(f"button-concern-{value}"))
    return _one_of(_people(talking), value)


def ask_keeper(talking: Talking) -> Question:
    """Which of those who look after the bank."""
    people = _keepers(talking)
    options = [Option(str(one.id), named(one, people)) for one in people]
    return Question(words("concern-which"), options, alone=True)


def take_keeper(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of them."""
    return _one_of(_keepers(talking), value)


def ask_said(talking: Talking) -> Question:
    """What worries them, in their own words or by voice."""
    if talking.subject_id is None:
        return Question(words("concern-said"))
    standing = subject(talking)
    other = member.get(talking.scene.session, talking.scene.bank.id, standing.other(talking.scene.member))
    about = words("concern-of-visit", **visit_args(standing, other))
    return Question(words("concern-said"), parts=[*_first(talking), about])


def take_said(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Any words, or a voice note."""
    if heard.voice:
        return Taken({"voice": heard.voice}, words("concern-voice-line"))
    text = clean(heard.text, concern.LONGEST) if heard.manner is Manner.WORDS else ""
    # What they wrote stands right above, and is said nowhere else.
    return Taken({"text": text}, words("concern-words-line")) if text else Unclear()


def finish(talking: Talking) -> Reply:
    """Keeps it, and says who reads it and by when."""
    scene = talking.scene
    about = talking.answers.get("keeper") or talking.answers.get("about")
    raised = concern.raise_(
        scene.session,
        scene.member,
        now=scene.now,
        exchange_id=talking.subject_id,
        subject_id=about if isinstance(about, int) else None,
        **talking.answers["said"],
    )
    home = Keyboard.HOME if scene.member.has_joined else None
    if not concern.anybody_for(scene.session, raised):
        number = Code(scene.bank.emergency_number)
        return reply(say(words("concern-kept"), words("concern-nobody", number=number), keyboard=home))
    return reply(say(words("concern-kept"), words("concern-next"), keyboard=home))


def _is_about_keeper(talking: Talking) -> bool:
    return bool(talking.answers.get("about") == KEEPER)


def _one_of(people: list[Member], value: str | None) -> Outcome:
    for one in people:
        if str(one.id) == value:
            return Taken(one.id, named(one, people))
    return Unclear()


def _people(talking: Talking) -> list[Member]:
    return concern.known_people(talking.scene.session, talking.scene.member, PEOPLE_SHOWN)


def _keepers(talking: Talking) -> list[Member]:
    scene = talking.scene
    return safeguarding.keepers(scene.session, scene.bank.id, [scene.member.id])


WORRYING = Talk(
    name="worrying",
    steps=(
        Step("about", ask_about, take_about, needed=lambda talking: talking.subject_id is None),
        Step("keeper", ask_keeper, take_keeper, needed=_is_about_keeper),
        Step("said", ask_said, take_said, unclear="concern"),
    ),
    finish=finish,
    about=words("about-concern"),
)
