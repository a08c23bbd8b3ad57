"""Claiming: somebody opens their personal link and takes over what came with a spreadsheet.

What is known of them is not asked again. Nothing of it is shown but the name, before they have said that they
are the one who is meant.
"""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.dialogue import Left, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows import joining
from bot.flows.kinds import kind_words
from bot.flows.place import name_of, place_step, point_of
from bot.heard import Heard
from bot.saying import Keyboard, Reply, reply, say
from bot.values import Several, words
from bot.wording import balance
from models import claim, member, offer
from models.claim import Claim, ClaimWithdrawn, Told
from models.member import Member
from models.refusals import Refusal


def begin(scene: Scene, opened: Claim) -> Reply:
    """Asks whoever has opened a personal link whether they are the one who is meant."""
    row = scene.open_talk
    if row is not None and row.flow == CLAIMING.name and row.subject_id == opened.id:
        return dialogue.carry_on(scene, CLAIMING, row)
    return dialogue.begin(scene, CLAIMING, subject_id=opened.id)


def _whose(talking: Talking) -> Member:
    assert talking.subject_id is not None, "this talk is always about a claim"
    return claim.opened(talking.scene.session, talking.subject_id, talking.scene.member)[1]


def ask_me(talking: Talking) -> Question:
    """Whether they are the one who is meant."""
    return Question(
        words("claiming-is-it-you", name=_whose(talking).name),
        [Option("yes", words("button-claim-me")), Option("no", words("button-claim-not-me"))],
        parts=[words("claiming-hello", bank=talking.scene.bank.name)],
    )


def take_me(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Whoever is not keeps nothing, and the link is good for the right one."""
    scene, whose = talking.scene, _whose(talking)
    if value == "no":
        assert talking.subject_id is not None, "this talk is always about a claim"
        claim.decline(scene.session, talking.subject_id, scene.member)
        return Left(reply(say(words("claiming-not-me"))), words("button-claim-not-me"))
    if value != "yes":
        return Unclear()
    member.speak(scene.session, scene.member, whose.language)
    member.know_languages(scene.session, scene.member, whose.languages.split(","))
    known = {
        "knows_place": whose.point is not None,
        "knows_offers": bool(offer.of(scene.session, whose)),
    }
    return Taken("yes", words("button-claim-me"), also=known)


def _needs(what: str, talking: Talking) -> bool:
    return not talking.answers.get(what)


def _offers_something(talking: Talking) -> bool:
    return bool(talking.answers.get("knows_offers")) or joining.offers_something(talking)


def finish(talking: Talking) -> Reply:
    """Lets them take over what is theirs, and says what that is."""
    assert talking.subject_id is not None, "this talk is always about a claim"
    scene, answers = talking.scene, talking.answers
    place = answers.get("place")
    if _offers_something(talking):
        reach, free = answers["reach"], answers["free"]
    else:
        reach, free = joining.reach_and_free(talking)
    told = Told(
        point=None if place is None else point_of(place),
        place_name="" if place is None else name_of(place),
        travel_limit_m=reach,
        free_slots=free,
        kinds=answers.get("enjoys"),
    )
    # From here on they are somebody whom we know.
    scene.member = claim.finish(scene.session, talking.subject_id, scene.member, told, scene.now)
    parts = [words("claiming-done", name=scene.member.name, hours=balance(scene))]
    offers = [kind_words(one.kind) for one in offer.of(scene.session, scene.member)]
    if offers:
        parts.append(words("claiming-offers", kinds=Several(offers)))
    return reply(say(*parts, keyboard=Keyboard.HOME))


def over(talking: Talking) -> Refusal | None:
    """Whether the link was withdrawn meanwhile."""
    try:
        _whose(talking)
    except ClaimWithdrawn as no:
        return no
    return None


CLAIMING = Talk(
    name="claiming",
    steps=(
        Step("me", ask_me, take_me),
        Step("adult", joining.ask_adult, joining.take_adult),
        Step("privacy", joining.ask_privacy, joining.take_privacy),
        place_step("place", words("joining-place"), needed=lambda talking: _needs("knows_place", talking)),
        Step(
            "enjoys",
            joining.ask_enjoys,
            joining.take_enjoys,
            unclear="kind",
            needed=lambda talking: _needs("knows_offers", talking),
        ),
        Step("reach", joining.ask_reach, joining.take_reach, needed=_offers_something),
        Step("free", joining.ask_free, joining.take_free, needed=_offers_something),
    ),
    finish=finish,
    about=words("about-claiming"),
    over=over,
)
