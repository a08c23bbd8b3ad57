"""A member without the app who is reached by phone now: a link to take over what is theirs, or, where they
have joined a second time by themselves, one row out of two after a second tap.
"""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.joining import JOINING
from bot.flows.kinds import kind_words
from bot.heard import Heard, number
from bot.organisers import finding, linking, second_tap
from bot.organisers.importing import address
from bot.qr import qr_png
from bot.saying import Button, File, Keyboard, Reply, Say, reply, say, singly
from bot.values import Length, Several, Words, words
from bot.wording import balance, member_words
from models import claim, conversation, member, same_person
from models.member import Member, NotFound
from models.refusals import Refusal
from models.same_person import How, Prospect, Side

PEOPLE_SHOWN = 8
PEOPLE_LOOKED_AT = 50


def give_link(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Makes a personal link for somebody, or shows the one they have, as text and as a QR code."""
    given = claim.give(scene.session, number(arguments), scene.member, scene.now)
    shown = linking.shown(scene, given.member_id)
    link = claim.link_of(scene.session, given, scene.now)
    if link is None:
        return reply(shown)
    picture = File("link.png", qr_png(address(scene, link.token)), is_picture=True)
    return reply(say(*shown.parts, words("link-once"), file=picture, buttons=shown.buttons))


def begin(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to ask who else somebody is; raises NotFound to all but organisers."""
    member.require_organiser(scene.member)
    kept = member.get(scene.session, scene.bank.id, number(arguments))
    return dialogue.begin(scene, SAME_PERSON, subject_id=kept.id)


def ask_who(talking: Talking) -> Question:
    """Which of those with a phone: a name is typed, and where several have it, they stand on the buttons."""
    scene, kept, typed = talking.scene, _kept(talking), talking.answers.get("who_typed")
    if typed is None:
        return Question(words("same-person-who", name=kept.name))
    people = same_person.find(scene.session, scene.member, kept.id, typed, limit=PEOPLE_SHOWN)
    options = [Option(str(one.id), finding.named(one, people)) for one in people]
    return Question(words("same-person-which", name=kept.name), options)


def take_who(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those shown, or a name; where the two cannot become one, the rule says why, and the question
    stays."""
    scene, kept = talking.scene, _kept(talking)
    found = finding.chosen(
        value,
        heard,
        lambda name: same_person.find(scene.session, scene.member, kept.id, name, limit=PEOPLE_LOOKED_AT),
    )
    if not isinstance(found, int):
        return found
    try:
        seen = same_person.look(scene.session, kept.id, found, scene.member, scene.now)
    except NotFound:
        return Unclear(words("unclear-member"))
    return Taken(seen.other.whom.id, words("button-neighbour", name=seen.other.whom.name))


def ask_how(talking: Talking) -> Question:
    """How the organiser knows; it stands in the journal."""
    options = [Option(one.value, words(f"button-know-{one.value}")) for one in How]
    return Question(words("same-person-how"), options, alone=True)


def take_how(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of the ways to know."""
    if value not in {one.value for one in How}:
        return Unclear()
    return Taken(value, words(f"button-know-{value}"))


def finish(talking: Talking) -> Reply:
    """Shows what would come of it, before anything does."""
    answers = talking.answers
    return reply(_before(talking.scene, _kept(talking).id, answers["who"], How(answers["how"])))


def over(talking: Talking) -> Refusal | None:
    """Whoever is no organiser any more, or wherever the phone has come meanwhile, has nothing to say here."""
    try:
        kept = _kept(talking)
    except NotFound as no:
        return no
    if not talking.scene.member.is_organiser or kept.telegram_user_id is not None:
        return NotFound()
    return None


SAME_PERSON = Talk(
    name="same_person",
    steps=(
        Step("who", ask_who, take_who, unclear="member"),
        Step("how", ask_how, take_how),
    ),
    finish=finish,
    about=words("about-same-person"),
    over=over,
)


def join(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Makes one of two. A tap that comes late, or after the hours have changed, shows anew what would be."""
    kept_id, other_id, how = number(arguments), number(arguments, 1), How(arguments[2])
    told_minutes, shown_in = int(arguments[3]), number(arguments, 4)
    member.require_organiser(scene.member)
    kept = member.get(scene.session, scene.bank.id, kept_id)
    if kept.telegram_user_id is None:
        seen = same_person.look(scene.session, kept_id, other_id, scene.member, scene.now)
        if not second_tap.fresh(scene, shown_in) or seen.total_minutes != told_minutes:
            return reply(edit=_before(scene, kept_id, other_id, how))
    _, one = same_person.join(scene.session, kept_id, other_id, scene.member, how, scene.now)
    see = Button(words("button-open-member", name=member_words(one)), f"member:{one.id}")
    return reply(edit=say(words("same-person-done", name=member_words(one)), buttons=[[see]]))


def _before(scene: Scene, kept_id: int, other_id: int, how: How) -> Say:
    """What each of the two has, and what would be then."""
    seen = same_person.look(scene.session, kept_id, other_id, scene.member, scene.now)
    kept, other = seen.kept.whom, seen.other.whom
    parts = [
        words("same-person-two", kept=member_words(kept), other=member_words(other)),
        *_side_words("same-person-no-app", seen.kept),
        *_side_words("same-person-phone", seen.other),
        *_hours_words(seen),
        words("same-person-sure", name=member_words(kept)),
    ]
    sure = Button(
        words("button-sure-same-person"),
        f"sameyes:{kept.id}:{other.id}:{how.value}:{seen.total_minutes}:{second_tap.minute(scene)}",
    )
    return say(*parts, buttons=singly([sure, Button(words("button-back"), f"member:{kept.id}")]))


def _side_words(heading: str, side: Side) -> list[Words]:
    """What one of the two has: hours, offers, and how much of what stands."""
    name, hours = member_words(side.whom), Length(side.balance_minutes)
    parts = [
        words("same-person-no-app", name=name, hours=hours)
        if heading == "same-person-no-app"
        else words("same-person-phone", name=name, hours=hours)
    ]
    kinds = [kind_words(one.kind) for one in side.offers]
    if kinds:
        parts.append(words("member-page-offers", kinds=Several(kinds)))
    parts.append(words("same-person-counts", visits=side.visits, requests=side.requests, checks=side.checks))
    return parts


def _hours_words(seen: Prospect) -> list[Words]:
    parts = []
    if seen.back_minutes:
        parts.append(words("same-person-back", hours=Length(seen.back_minutes)))
    parts.append(
        words("same-person-total", name=member_words(seen.kept.whom), hours=Length(seen.total_minutes))
    )
    if seen.left_minutes:
        parts.append(words("same-person-left", hours=Length(seen.left_minutes)))
    return parts


def told(scene: Scene, subject_id: int) -> Say | None:
    """Welcomes somebody in their phone as who they are, and lets them go on with what they had begun."""
    same_person.mine(scene.session, scene.member, subject_id)
    if not scene.member.has_joined:
        return None
    parts = [
        words("same-person-welcome", name=scene.member.name),
        words("same-person-welcome-hours", hours=balance(scene)),
    ]
    talk = conversation.current(scene.session, scene.member)
    if talk is None or talk.flow == JOINING.name:
        return say(*parts, keyboard=Keyboard.HOME)
    go_on = Button(words("button-carry-on"), f"talk:on:{talk.id}")
    return say(*parts, words("same-person-go-on"), buttons=[[go_on]])


def ways(scene: Scene, whom: Member) -> list[tuple[Button, ...]]:
    """The buttons on the page of somebody without the app: a link, and that they have come already."""
    if whom.telegram_user_id is not None or whom.state not in claim.WITHOUT_APP:
        return []
    rows: list[tuple[Button, ...]] = [(Button(words("button-link-for"), f"claimgive:{whom.id}"),)]
    if whom.state in same_person.HERE:
        rows.append((Button(words("button-same-person"), f"same:{whom.id}"),))
    return rows


def _kept(talking: Talking) -> Member:
    if talking.subject_id is None:
        raise NotFound()
    return member.get(talking.scene.session, talking.scene.bank.id, talking.subject_id)
