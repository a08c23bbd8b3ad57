"""Offering help: add a kind of help to what one offers, with a word about it."""

from __future__ import annotations

from bot import demanded, never
from bot.dialogue import KeptOpen, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows import joining
from bot.flows import kinds as kind_lists
from bot.flows.asking import SKIP, take_note
from bot.heard import Heard, Manner
from bot.saying import Button, Keyboard, Reply, reply, say
from bot.values import words
from models import availability, offer, preference
from models import kind as kinds


def ask_kind(talking: Talking) -> Question:
    """What they would enjoy doing for a neighbour."""
    return Question(
        words("offering-kind"),
        kind_lists.options(talking.answers.get("kind_page", 0)),
        more=[kind_lists.more(talking.answers.get("kind_page", 0))],
    )


def take_kind(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One kind that is arranged here; all of them can be typed, whichever page is shown."""
    if (turned_to := kind_lists.turned_to(value)) is not None:
        return KeptOpen({"kind_page": turned_to})
    typed = kind_lists.typed(talking.scene, heard.text) if heard.manner is Manner.WORDS else []
    code = typed[0] if len(typed) == 1 else value
    if code not in kinds.CODES:
        return Unclear()
    never.refuse_banned(talking.scene, code)
    return Taken(code, kind_lists.kind_words(code))


def ask_note(talking: Talking) -> Question:
    """A word about it, if they like."""
    return Question(words("offering-note"), [Option(SKIP, words("button-nothing-more"))])


def has_not_said_when(talking: Talking) -> bool:
    """Whether they offered nothing before, and so were never asked how far they go and when they are free."""
    return talking.scene.member.free_slots == availability.NEVER


def finish(talking: Talking) -> Reply:
    """Makes the offer."""
    scene, answers = talking.scene, talking.answers
    if has_not_said_when(talking):
        preference.travel(scene.session, scene.member, answers["reach"])
        preference.be_free(scene.session, scene.member, answers["free"])
    offer.make(scene.session, scene.member, answers["kind"], scene.now, answers["note"])
    made = [words("offering-made", kind=kind_lists.kind_words(answers["kind"]))]
    lacking = demanded.lacking(scene).get(answers["kind"])
    if lacking is not None:
        # What they offer is noted; that they are asked for it would not be true so far.
        noted = words("offering-noted", kind=kind_lists.kind_words(answers["kind"]))
        made = [noted, *demanded.still_needed(scene, lacking)]
    return reply(
        say(*made, keyboard=Keyboard.HOME),
        say(
            words("offering-next"),
            buttons=[
                [Button(words("button-add-offer"), "offer_add"), Button(words("button-browse"), "go:browse")]
            ],
        ),
    )


OFFERING = Talk(
    name="offering",
    steps=(
        Step("kind", ask_kind, take_kind, unclear="kind"),
        Step("note", ask_note, take_note, unclear="note"),
        Step("reach", joining.ask_reach, joining.take_reach, needed=has_not_said_when),
        Step("free", joining.ask_free, joining.take_free, needed=has_not_said_when),
    ),
    finish=finish,
    about=words("about-offering"),
)
