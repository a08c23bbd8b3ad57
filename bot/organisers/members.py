"""Members as organisers see them: found by name, in lists with pages, and each on a page of their own.

What the page never shows is where exactly somebody lives and their phone number: both take a tap of their
own, and who read them is written down for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import dialogue
from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking
from bot.flows.kinds import kind_words
from bot.flows.writing import ANSWERING
from bot.heard import Heard, number
from bot.language import languages
from bot.organisers import finding, same_person, second_tap
from bot.saying import Button, Reply, Say, pairs, reply, say, singly
from bot.values import Code, Day, Length, Moment, Several, Words, words
from bot.wording import member_words, request_when
from models import admission, contact, meeting, member, portrait, reaching_out, roll, unfinished
from models.member import Member, NotFound
from models.portrait import Portrait
from models.refusals import Refusal
from models.roll import Page, Standing

ON_A_PAGE = 8
AREAS_ON_A_PAGE = 8
PEOPLE_SHOWN = 8
PEOPLE_LOOKED_AT = 50
THINGS_SHOWN = 3


def show(scene: Scene) -> Reply:
    """Shows the lists there are; to those who are no organisers it is an unknown command (NotFound)."""
    return reply(lists(scene))


def overview(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes back to the lists."""
    return reply(edit=lists(scene))


def lists(scene: Scene) -> Say:
    """How many stand in each way, each with a button that lists them."""
    counts = roll.counts(scene.session, scene.member)
    here = counts[Standing.ACTIVE] + counts[Standing.PAUSED]
    buttons = [
        Button(words(f"button-standing-{standing.value}", count=count), f"standing:{standing.value}:0")
        for standing, count in counts.items()
        if count
    ]
    ways = [
        (Button(words("button-by-area"), "areas:0"), Button(words("button-by-skill"), "skills")),
        (Button(words("button-find-member"), "findmember"), Button(words("button-add-member"), "addmember")),
        (Button(words("button-back-to-queue"), "admin"),),
    ]
    return say(words("members", count=here, bank=scene.bank.name), buttons=[*pairs(buttons), *ways])


def standing_list(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A page of those who stand in one way."""
    standing, page = Standing(arguments[0]), number(arguments, 1)
    found = roll.standing_so(scene.session, scene.member, standing, skip=page * ON_A_PAGE, limit=ON_A_PAGE)
    heading = words(f"members-{standing.value}", count=found.count)
    return reply(edit=_listing(scene, heading, found, page, f"standing:{standing.value}", "members"))


def areas(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A page of the areas, the one with most members first."""
    page = number(arguments)
    found = roll.areas(scene.session, scene.member)
    shown = found[page * AREAS_ON_A_PAGE : (page + 1) * AREAS_ON_A_PAGE]
    buttons = [Button(_area_button(area), f"area:{area.key}:0") for area in shown]
    turning = _turning(page, len(found), AREAS_ON_A_PAGE, "areas")
    back = (Button(words("button-back-to-members"), "members"),)
    heading = words("members-areas", count=len(found))
    return reply(edit=say(heading, buttons=[*pairs(buttons), *turning, back]))


def _area_button(area: roll.Area) -> Words:
    if not area.name:
        return words("button-area-unnamed", count=area.count)
    return words("button-area", area=area.name, count=area.count)


def area_list(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A page of those who live in one area."""
    key, page = number(arguments), number(arguments, 1)
    area, found = roll.of_area(scene.session, scene.member, key, skip=page * ON_A_PAGE, limit=ON_A_PAGE)
    heading = (
        words("members-in-area", area=area.name, count=found.count)
        if area.name
        else words("members-in-no-area", count=found.count)
    )
    return reply(edit=_listing(scene, heading, found, page, f"area:{key}", "areas:0"))


def kinds_offered(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The kinds of help that are offered, each with a button that lists who offers it."""
    found = roll.kinds_offered(scene.session, scene.member)
    buttons = [
        Button(words("button-skill", kind=kind_words(code), count=count), f"skill:{code}:0")
        for code, count in found.items()
    ]
    back = (Button(words("button-back-to-members"), "members"),)
    heading = words("members-skills") if found else words("members-no-skills")
    return reply(edit=say(heading, buttons=[*pairs(buttons), back]))


def kind_list(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A page of those who offer one kind of help."""
    code, page = arguments[0], number(arguments, 1)
    found = roll.who_offers(scene.session, scene.member, code, skip=page * ON_A_PAGE, limit=ON_A_PAGE)
    heading = words("members-with-skill", kind=kind_words(code), count=found.count)
    return reply(edit=_listing(scene, heading, found, page, f"skill:{code}", "skills"))


def _listing(scene: Scene, heading: Words, found: Page, page: int, turns: str, back: str) -> Say:
    """A page of people: a line and a button each, and the way to the next page.

    Args:
        turns: what a button that turns the page carries, without the page.
        back: what the button back carries.
    """
    lines = [_line(scene, one) for one in found.people]
    buttons = [Button(_name_on_button(scene, one, found.people), f"member:{one.id}") for one in found.people]
    turning = _turning(page, found.count, ON_A_PAGE, turns)
    last = (Button(words("button-back-to-members"), back),)
    return say(heading, *lines, buttons=[*pairs(buttons), *turning, last])


def _name_on_button(scene: Scene, one: Member, people: Sequence[Member]) -> Words:
    if one.name:
        return finding.named(one, people)
    told = unfinished.told_name(scene.session, one)
    if told:
        return words("button-neighbour", name=told)
    return words("button-somebody-new", number=one.id)


def _line(scene: Scene, one: Member) -> Words:
    """One line: who, where, and since when."""
    since = Day((one.joined_at or one.first_seen_at).astimezone(scene.zone).date())
    name = member_words(one) if one.name else _told_words(scene, one)
    area = roll.area_of(one.place_name)
    if area:
        return words("members-line", name=name, area=area, since=since)
    return words("members-line-no-area", name=name, since=since)


def _told_words(scene: Scene, one: Member) -> Words:
    told = unfinished.told_name(scene.session, one)
    return words("member-name", name=told) if told else member_words(one)


def _turning(page: int, count: int, on_a_page: int, turns: str) -> list[tuple[Button, ...]]:
    """The buttons that turn the page, where there is one to turn to."""
    row = []
    if page > 0:
        row.append(Button(words("button-page-before"), f"{turns}:{page - 1}"))
    if (page + 1) * on_a_page < count:
        row.append(Button(words("button-page-after"), f"{turns}:{page + 1}"))
    return [tuple(row)] if row else []


def find(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks for a name."""
    member.require_organiser(scene.member)
    return dialogue.begin(scene, LOOKING_UP)


def named(scene: Scene, name: str) -> Reply:
    """Shows whoever is called like that, or asks which of several is meant."""
    people = finding.meant(name, roll.find(scene.session, scene.member, name, limit=PEOPLE_LOOKED_AT))
    if len(people) == 1:
        return reply(page(scene, people[0].id))
    return dialogue.begin(scene, LOOKING_UP, answers={"who_typed": name[:64]} if people else None)


def show_one(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Opens the page of one."""
    return reply(edit=page(scene, number(arguments)))


def page(scene: Scene, member_id: int, *news: Words) -> Say:
    """The page of one member; raises NotFound to all but organisers.

    Args:
        news: paragraphs before it.
    """
    seen = portrait.of(scene.session, member_id, scene.member)
    return say(*news, *_parts(scene, seen), buttons=_buttons(scene, seen))


def _parts(scene: Scene, seen: Portrait) -> list[Words]:
    whom = seen.whom
    since = Day((whom.joined_at or whom.first_seen_at).astimezone(scene.zone).date())
    name = member_words(whom) if whom.name else _told_words(scene, whom)
    parts = [words("member-page", name=name, standing=whom.state.value, since=since)]
    if whom.unreachable_since is not None:
        parts.append(words("member-page-unreachable", since=_day(scene, whom.unreachable_since)))
    if whom.chat_id is None and whom.has_joined:
        parts.append(words("member-page-no-app"))
    spoken = Several([Code(languages().get(code, code)) for code in whom.languages.split(",")])
    parts.append(
        words("member-page-where", languages=spoken, area=seen.area)
        if seen.area
        else words("member-page-languages", languages=spoken)
    )
    kinds = [kind_words(one.kind) for one in seen.offers]
    parts.append(
        words("member-page-offers", kinds=Several(kinds)) if kinds else words("member-page-no-offers")
    )
    if seen.met is not None:
        who = member.get(scene.session, scene.bank.id, seen.met.met_by_id)
        parts.append(words("member-page-met", name=member_words(who), day=_day(scene, seen.met.met_at)))
    if seen.hours is not None:
        parts.append(
            words(
                "member-page-hours",
                given=Length(seen.given_minutes),
                received=Length(seen.received_minutes),
                balance=Length(seen.hours.balance_minutes),
            )
        )
    if seen.last_active_at is not None:
        parts.append(words("member-page-active", day=_day(scene, seen.last_active_at)))
    for standing in seen.visits[:THINGS_SHOWN]:
        other = member_words(member.get(scene.session, scene.bank.id, standing.other(whom)))
        when, kind = Moment(standing.starts_at), kind_words(standing.kind)
        helps = standing.helper_id == whom.id
        parts.append(
            words("member-page-helps", name=other, kind=kind, when=when)
            if helps
            else words("member-page-is-helped", name=other, kind=kind, when=when)
        )
    for wanted in seen.requests[:THINGS_SHOWN]:
        parts.append(words("member-page-asks", kind=kind_words(wanted.kind), when=request_when(wanted)))
    more = max(0, len(seen.visits) - THINGS_SHOWN) + max(0, len(seen.requests) - THINGS_SHOWN)
    if more:
        parts.append(words("member-page-more", count=more))
    return parts


def _day(scene: Scene, moment: datetime) -> Day:
    return Day(moment.astimezone(scene.zone).date())


def _buttons(scene: Scene, seen: Portrait) -> list[tuple[Button, ...]]:
    whom, rows = seen.whom, list[tuple[Button, ...]]()
    mine = whom.id == scene.member.id
    if not mine and whom.state is member.State.WAITING:
        if not meeting.is_missing(scene.session, whom):
            rows.append((Button(words("button-approve", name=whom.name), f"letin:{whom.id}"),))
        rows.append((Button(words("button-decline", name=whom.name), f"decline:{whom.id}"),))
    if not mine and whom.has_joined:
        if seen.met is None:
            rows.append((Button(words("button-met"), f"met:{whom.id}"),))
        row = [Button(words("button-checks-of"), f"checks:{whom.id}")]
        if whom.chat_id is not None:
            row.append(Button(words("button-write-to", name=member_words(whom)), f"writeto:{whom.id}"))
        rows.append(tuple(row))
        rows += same_person.ways(scene, whom)
        if member.may_be_helped(whom) and not whom.is_organiser and not whom.acts_alone:
            rows.append((Button(words("button-act-for", name=whom.name), f"for:{whom.id}"),))
        row = [Button(words("button-place-of"), f"placeof:{whom.id}")]
        if seen.has_phone:
            row.append(Button(words("button-phone-of"), f"phoneof:{whom.id}"))
        rows.append(tuple(row))
    rows.append((Button(words("button-back-to-members"), "members"),))
    return rows


def met(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Notes that the organiser has met somebody in person."""
    noted = meeting.meet_in_person(scene.session, number(arguments), scene.member, scene.now)
    return reply(edit=page(scene, noted.member_id, words("met-noted")))


def let_in(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Lets somebody in from their page."""
    member.require_organiser(scene.member)
    newcomer = member.get(scene.session, scene.bank.id, number(arguments))
    said = words("toast-dealt-with-before")
    if newcomer.state is member.State.WAITING:
        said = words("toast-let-in", name=newcomer.name)
    admission.approve(scene.session, newcomer.id, scene.member, scene.now)
    return reply(edit=page(scene, newcomer.id), toast=said)


def write(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to write to a member, through us."""
    hand = reaching_out.open_line(scene.session, number(arguments), scene.member, scene.now)
    return dialogue.begin(scene, ANSWERING, subject_id=hand.id)


def ask_place(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Says that whoever reads where somebody lives is written down, and asks whether to go on."""
    seen = portrait.of(scene.session, number(arguments), scene.member)
    sure = Button(words("button-show-place"), f"placeyes:{seen.whom.id}:{second_tap.minute(scene)}")
    return _before_reading(seen.whom, words("place-ask", name=member_words(seen.whom)), sure)


def read_place(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows it, on record."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return ask_place(scene, heard, arguments)
    whom, place, way = contact.read_place(scene.session, number(arguments), scene.member, scene.now)
    said = [
        words("place-shown", name=member_words(whom), place=place)
        if place
        else words("place-none", name=member_words(whom))
    ]
    if way:
        said.append(words("door-shown", name=member_words(whom), directions=way))
    return reply(say(*said, buttons=[[_back_to(whom)]]))


def ask_phone(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Says that whoever reads a phone number is written down, and asks whether to go on."""
    seen = portrait.of(scene.session, number(arguments), scene.member)
    sure = Button(words("button-show-phone"), f"phoneyes:{seen.whom.id}:{second_tap.minute(scene)}")
    return _before_reading(seen.whom, words("phone-ask", name=member_words(seen.whom)), sure)


def read_phone(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows it, on record."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return ask_phone(scene, heard, arguments)
    whom, phone = contact.read_phone(scene.session, number(arguments), scene.member, scene.now)
    said = (
        words("phone-shown", name=member_words(whom), phone=Code(phone))
        if phone
        else words("phone-none", name=member_words(whom))
    )
    return reply(say(said, buttons=[[_back_to(whom)]]))


def _before_reading(whom: Member, question: Words, sure: Button) -> Reply:
    return reply(say(question, buttons=singly([sure, _back_to(whom)])))


def _back_to(whom: Member) -> Button:
    return Button(words("button-open-member", name=member_words(whom)), f"member:{whom.id}")


def ask_who(talking: Talking) -> Question:
    """Whom: a name is typed, and where several have it, they stand on the buttons."""
    scene, typed = talking.scene, talking.answers.get("who_typed")
    if typed is None:
        return Question(words("members-who"))
    people = roll.find(scene.session, scene.member, typed, limit=PEOPLE_SHOWN)
    return Question(
        words("members-which"), [Option(str(one.id), finding.named(one, people)) for one in people]
    )


def take_who(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those shown, or a name."""
    scene = talking.scene
    found = finding.chosen(
        value, heard, lambda name: roll.find(scene.session, scene.member, name, limit=PEOPLE_LOOKED_AT)
    )
    if not isinstance(found, int):
        return found
    seen = portrait.of(scene.session, found, scene.member)
    return Taken(seen.whom.id, words("button-neighbour", name=seen.whom.name))


def finish(talking: Talking) -> Reply:
    """Shows their page."""
    return reply(page(talking.scene, talking.answers["who"]))


def over(talking: Talking) -> Refusal | None:
    """Whoever is no organiser any more has nothing to look up here."""
    return None if talking.scene.member.is_organiser else NotFound()


LOOKING_UP = Talk(
    name="looking_up",
    steps=(Step("who", ask_who, take_who, unclear="member"),),
    finish=finish,
    about=words("about-looking-up"),
    over=over,
)
