"""Adding a member who has no app: an organiser writes down what they were told, and how it was agreed to."""

from __future__ import annotations

import regex

from bot import dialogue, language
from bot.context import Scene
from bot.dialogue import Left, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.place import name_of, place_step, point_of
from bot.free_text import clean
from bot.heard import Heard, Manner
from bot.organisers import members
from bot.saying import Button, Reply, reply, say
from bot.values import Code, words
from bot.wording import member_words
from models import joining_for, member
from models.contact import LONGEST_PHONE, Consent
from models.joining_for import Told
from models.member import NotFound
from models.refusals import Refusal

LONGEST_NAME = 40
A_LETTER = regex.compile(r"\p{L}")
# Digits of any script, with the signs people put between them.
PHONE = regex.compile(r"^\+?[\p{Nd}\s()/.-]+$")
FEWEST_DIGITS = 5
NONE = "none"


def begin(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to ask; to all but organisers there is no such button (NotFound)."""
    member.require_organiser(scene.member)
    return dialogue.begin(scene, ADDING)


def ask_name(talking: Talking) -> Question:
    """What they would like to be called."""
    return Question(words("adding-name"))


def take_name(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Any name with a letter in it."""
    if heard.manner is not Manner.WORDS:
        return Unclear()
    name = clean(heard.text, 4 * LONGEST_NAME, one_line=True)
    if not A_LETTER.search(name):
        return Unclear(words("unclear-name-letters"))
    if len(name) > LONGEST_NAME:
        return Unclear(words("unclear-name-long", limit=LONGEST_NAME))
    return Taken(name, words("button-neighbour", name=name))


def ask_tongue(talking: Talking) -> Question:
    """Which language they speak."""
    shipped = [
        Option(code, words("button-language", name=Code(name))) for code, name in language.languages().items()
    ]
    return Question(words("adding-language", name=talking.answers["name"]), shipped)


def take_tongue(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those in which we speak."""
    shipped = language.languages()
    if value not in shipped:
        return Unclear()
    return Taken(value, words("button-language", name=Code(shipped[value])))


def ask_adult(talking: Talking) -> Question:
    """Whether they are of age."""
    return Question(
        words("adding-adult", name=talking.answers["name"]),
        [Option("yes", words("button-they-are-adult")), Option("no", words("button-they-are-not-adult"))],
    )


def take_adult(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Members are 18 or over, whoever writes it down."""
    if value == "no":
        return Left(reply(say(words("adding-too-young"))), words("button-they-are-not-adult"))
    return Taken("yes", words("button-they-are-adult")) if value == "yes" else Unclear()


def ask_consent(talking: Talking) -> Question:
    """How they have agreed; without that nothing is kept."""
    name = talking.answers["name"]
    how = [Option(one.value, words(f"button-consent-{one.value}")) for one in Consent]
    not_yet = Option(NONE, words("button-consent-none"))
    return Question(
        words("adding-consent-ask", name=name), [*how, not_yet], alone=True, parts=[words("adding-consent")]
    )


def take_consent(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """In person, by phone or in writing."""
    if value == NONE:
        return Left(
            reply(say(words("adding-no-consent", name=talking.answers["name"]))), words("button-consent-none")
        )
    if value not in {one.value for one in Consent}:
        return Unclear()
    return Taken(value, words(f"button-consent-{value}"))


def ask_phone(talking: Talking) -> Question:
    """On which number they can be rung up."""
    return Question(
        words("adding-phone", name=talking.answers["name"]), [Option(NONE, words("button-no-phone"))]
    )


def take_phone(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Any number that one could ring."""
    if value == NONE:
        return Taken("", words("button-no-phone"))
    if heard.manner is not Manner.WORDS:
        return Unclear()
    typed = clean(heard.text, 2 * LONGEST_PHONE, one_line=True)
    digits = sum(letter.isdecimal() for letter in typed)
    if len(typed) > LONGEST_PHONE or not PHONE.match(typed) or digits < FEWEST_DIGITS:
        return Unclear()
    # The number stands in no line of the chat beyond the organiser's own.
    return Taken(typed, words("adding-phone-line"))


def finish(talking: Talking) -> Reply:
    """Makes them a member, and shows their page."""
    scene, answers = talking.scene, talking.answers
    place = answers["place"]
    told = Told(
        name=answers["name"],
        language=answers["language"],
        point=point_of(place),
        place_name=name_of(place),
        phone=answers["phone"],
        consent=Consent(answers["consent"]),
    )
    added = joining_for.add(scene.session, scene.member, told, scene.now)
    if added.state is member.State.WAITING:
        return reply(members.page(scene, added.id, words("adding-waits", name=added.name)))
    acts = Button(words("button-act-for", name=added.name), f"for:{added.id}")
    page = Button(words("button-open-member", name=member_words(added)), f"member:{added.id}")
    return reply(say(words("adding-done", name=added.name), buttons=[[acts], [page]]))


def over(talking: Talking) -> Refusal | None:
    """Whoever is no organiser any more adds nobody."""
    return None if talking.scene.member.is_organiser else NotFound()


ADDING = Talk(
    name="adding",
    steps=(
        Step("name", ask_name, take_name, unclear="name"),
        Step("language", ask_tongue, take_tongue),
        Step("adult", ask_adult, take_adult),
        Step("consent", ask_consent, take_consent),
        place_step("place", words("adding-place")),
        Step("phone", ask_phone, take_phone, unclear="phone"),
    ),
    finish=finish,
    about=words("about-adding"),
    over=over,
)
