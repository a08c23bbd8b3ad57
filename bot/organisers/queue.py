"""The queue of what needs a human: open one with a tap, deal with it with a second."""

from __future__ import annotations

from bot.context import Scene
from bot.flows.kinds import for_kind, kind_words
from bot.organisers import (
    alarms,
    concerns,
    desk,
    impressions,
    kept_concerns,
    kinds_table,
    money,
    waiting,
    watching,
)
from bot.organisers.acting import told_by_words
from bot.organisers.explaining import why_button
from bot.saying import Button, Reply, Say, pairs, reply, say, singly
from bot.values import Length, Moment, Several, Value, Words, words
from bot.wording import member_words, request_when
from models import (
    alarm,
    care,
    concern,
    exchange,
    hours_wanted,
    impression,
    invitation,
    ledger,
    meeting,
    member,
    offer,
    raised_hand,
    request,
    safeguarding,
    task,
    volunteering,
)
from models.care import Known
from models.confirmation import DID_NOT_HAPPEN
from models.exchange import Exchange
from models.hours_wanted import HoursWanted
from models.member import Member
from models.task import Task, TaskKind

SHOWN_AT_MOST = 6
# Who sees to one of these is said by their own buttons.
TAKEN_BY_OWN_WORDS = frozenset(
    {TaskKind.AT_RISK, TaskKind.ALARM, TaskKind.OVERDUE, TaskKind.CONCERN, TaskKind.CONCERN_ENDING}
)
# Leads see to these, also where they are no organisers.
OF_LEADS = frozenset({TaskKind.ALARM, TaskKind.CONCERN, TaskKind.CONCERN_ENDING})


def show(scene: Scene) -> Reply:
    """Shows the queue; to those who are no organisers it is an unknown command (NotFound)."""
    return reply(listing(scene))


def listing(scene: Scene, page: int = 0) -> Say:
    """The queue as a list, the most urgent first.

    Args:
        page: which part of it, 0 for the first; where it has become shorter meanwhile, its last part.
    """
    tasks = task.waiting(scene.session, scene.member, scene.now)
    known = care.known(scene.session, scene.bank.id)
    page = min(page, max(0, len(tasks) - 1) // SHOWN_AT_MOST)
    first, behind = page * SHOWN_AT_MOST, (page + 1) * SHOWN_AT_MOST
    shown, left = tasks[first:behind], len(tasks) - behind
    heading = words("queue", count=len(tasks)) if tasks else words("queue-empty")
    lines = [line(scene, one, known) for one in shown]
    buttons = [Button(_label(scene, one), f"task:{one.kind.value}:{one.subject_id}") for one in shown]
    turning = []
    if left > 0:
        lines.append(words("queue-more", count=left))
        turning.append(Button(words("button-queue-more"), f"admin:{page + 1}"))
    if page:
        turning.append(Button(words("button-queue-first"), "admin"))
    # A safeguarding lead who is no organiser finds what is theirs.
    others = (
        desk.drawers() if scene.member.is_organiser else [(Button(words("button-concerns"), "concerns"),)]
    )
    return say(heading, *lines, buttons=[*singly(buttons), *pairs(turning), *others])


def detail(scene: Scene, kind: TaskKind, subject_id: int) -> Say:
    """One thing of the queue, with what can be done about it; raises NotFound to all but organisers, and to
    leads where it is no concern and no alarm."""
    safeguarding.require_keeper(scene.member)
    if kind not in OF_LEADS:
        member.require_organiser(scene.member)
    if kind is TaskKind.KINDS:
        return kinds_table.page(scene, 0)
    own = {
        TaskKind.ALARM: alarms.show,
        TaskKind.OVERDUE: watching.detail,
        TaskKind.CONCERN: concerns.task,
        TaskKind.CONCERN_ENDING: kept_concerns.task,
        TaskKind.APPROVAL: _approval,
        TaskKind.HOURS: _hours,
        TaskKind.HOURS_WANTED: _hours_wanted,
        TaskKind.MONEY: money.to_settle,
        TaskKind.AT_RISK: _at_risk,
        TaskKind.PERSON_WANTED: _person_wanted,
        TaskKind.WORRIED: impressions.task,
    }.get(kind)
    shown = waiting.opened(scene, kind, subject_id) if own is None else own(scene, subject_id)
    seen_to, taking = _seen_to(scene, kind, subject_id)
    back = (Button(words("button-back-to-queue"), "admin"),)
    return say(*shown.parts, *seen_to, buttons=[*shown.buttons, *taking, back])


def _seen_to(scene: Scene, kind: TaskKind, subject_id: int) -> tuple[list[Words], list[tuple[Button, ...]]]:
    """Who sees to a task, and the button to take it or to put it back, where it has no words of its own
    for that."""
    standing = [one for one in task.waiting(scene.session, scene.member, scene.now) if one.kind is kind]
    one = next((one for one in standing if one.subject_id == subject_id), None)
    if one is None or kind in TAKEN_BY_OWN_WORDS:
        return [], []
    row = care.known(scene.session, scene.bank.id).get((kind.value, subject_id, one.since))
    who, code = care.taker(scene.session, row), f"{kind.value}:{subject_id}"
    if who is None or row is None or row.taken_at is None:
        return [], [(Button(words("button-take"), f"take:{code}"),)]
    if who.id == scene.member.id:
        return [words("task-taken-by-you")], [(Button(words("button-put-back"), f"putback:{code}"),)]
    return [words("task-taken", name=member_words(who), since=Moment(row.taken_at))], []


def approval(scene: Scene, newcomer: Member) -> Say:
    """A newcomer who waits to be let in."""
    kinds = [kind_words(one.kind) for one in offer.of(scene.session, newcomer)]
    parts = [words("task-approval", name=newcomer.name)]
    if kinds:
        parts.append(words("task-approval-enjoys", kinds=Several(kinds)))
    way_in = Button(words("button-approve", name=newcomer.name), f"approve:{newcomer.id}")
    if meeting.is_missing(scene.session, newcomer):
        parts.append(words("task-approval-meet-first"))
        way_in = Button(words("button-met"), f"met:{newcomer.id}")
    return say(
        *parts,
        buttons=[
            [way_in],
            [Button(words("button-decline", name=newcomer.name), f"decline:{newcomer.id}")],
        ],
    )


def hours(scene: Scene, standing: Exchange) -> Say:
    """An exchange whose two figures differ, or of which nobody has said how long it took."""
    asker = member.get(scene.session, scene.bank.id, standing.asker_id)
    helper = member.get(scene.session, scene.bank.id, standing.helper_id)
    args: dict[str, Value] = {
        "helper": member_words(helper),
        "asker": member_words(asker),
        "kind": for_kind(standing.kind),
        "when": Moment(standing.starts_at),
        "planned": Length(standing.minutes),
        "helpersays": _figure(standing.helper_minutes),
        "askersays": _figure(standing.asker_minutes),
    }
    figures = {standing.minutes, standing.helper_minutes, standing.asker_minutes} - {None, DID_NOT_HAPPEN}
    buttons = [
        Button(words("button-settle", length=Length(figure)), f"settle:{standing.id}:{figure}")
        for figure in sorted(figure for figure in figures if figure)
    ]
    never = Button(words("button-did-not-happen"), f"settle:{standing.id}:{DID_NOT_HAPPEN}")
    return say(
        words("task-hours", **args),
        *told_by_words(scene, standing),
        words("task-hours-figures", **args),
        buttons=singly([*buttons, never]),
    )


def at_risk(scene: Scene, wanted: request.Request) -> Say:
    """A request that nobody took, with what was tried."""
    asker = member.get(scene.session, scene.bank.id, wanted.asker_id)
    tried = invitation.tally(scene.session, wanted)
    silent = tried.get(invitation.State.SILENT, 0) + tried.get(invitation.State.ASKED, 0)
    parts = [
        words("task-at-risk", name=asker.name, kind=for_kind(wanted.kind), when=request_when(wanted)),
        words(
            "task-at-risk-tried",
            asked=sum(tried.values()),
            refused=tried.get(invitation.State.NO, 0),
            silent=silent,
        ),
    ]
    seen_to = wanted.looked_after_by_id == scene.member.id
    if seen_to:
        parts.append(words("task-yours"))
    elif wanted.looked_after_by_id is not None:
        looks = member.get(scene.session, scene.bank.id, wanted.looked_after_by_id)
        parts.append(words("task-looks", name=member_words(looks)))
    if wanted.note:
        parts.append(words("task-note", note=wanted.note))
    mine = Button(words("button-look-after"), f"lookafter:{wanted.id}")
    if seen_to:
        mine = Button(words("button-put-back"), f"putback:{TaskKind.AT_RISK.value}:{wanted.id}")
    # Who would rather not stand at that door, or had better not, finds help for it in other ways.
    possible = volunteering.suits_door(wanted, scene.member)
    return say(
        *parts,
        buttons=[
            [mine],
            *why_button(scene, wanted),
            *([[Button(words("button-do-it-myself"), f"look:{wanted.id}")]] if possible else []),
            [Button(words("button-nobody-can"), f"unmet:{wanted.id}")],
        ],
    )


def person_wanted(scene: Scene, hand: raised_hand.RaisedHand) -> Say:
    """A member who would like a person."""
    who = member.get(scene.session, scene.bank.id, hand.member_id)
    buttons = [
        [Button(words("button-write-to", name=member_words(who)), f"writehand:{hand.id}")],
        [Button(words("button-hand-done"), f"hand:{hand.id}")],
    ]
    return say(
        words("task-person-wanted", name=member_words(who), since=Moment(hand.raised_at)), buttons=buttons
    )


def hours_wanted_by(scene: Scene, wanted: HoursWanted) -> Say:
    """A member who needs hours, or whose hours run low."""
    who = member.get(scene.session, scene.bank.id, wanted.member_id)
    account = ledger.account_of(scene.session, scene.bank.id, who.id)
    stands = Length(ledger.standing(scene.session, account).balance_minutes)
    name = member_words(who)
    said = "task-hours-wanted" if wanted.asked else "task-hours-low"
    return say(
        words(said, name=name, balance=stands),
        buttons=[
            [Button(words("button-give-hours-to", name=name), f"givehours:{wanted.id}")],
            [Button(words("button-hand-done"), f"hourswanted:{wanted.id}")],
        ],
    )


def _approval(scene: Scene, subject_id: int) -> Say:
    newcomer = member.get(scene.session, scene.bank.id, subject_id)
    if newcomer.state is not member.State.WAITING:
        return say(words("task-done-before"))
    return approval(scene, newcomer)


def _hours(scene: Scene, subject_id: int) -> Say:
    standing = exchange.get(scene.session, scene.bank.id, subject_id)
    if standing.state not in (exchange.State.DIFFERING, exchange.State.AGREED):
        return say(words("task-done-before"))
    return hours(scene, standing)


def _hours_wanted(scene: Scene, subject_id: int) -> Say:
    wanted = hours_wanted.get(scene.session, scene.bank.id, subject_id)
    if wanted.settled_at is not None:
        return say(words("task-done-before"))
    return hours_wanted_by(scene, wanted)


def _at_risk(scene: Scene, subject_id: int) -> Say:
    wanted = request.get(scene.session, scene.bank.id, subject_id)
    if wanted.state is not request.State.OPEN:
        return say(words("task-done-before"))
    return at_risk(scene, wanted)


def _person_wanted(scene: Scene, subject_id: int) -> Say:
    hand = raised_hand.get(scene.session, scene.bank.id, subject_id)
    if hand.lowered_at is not None:
        return say(words("task-done-before"))
    return person_wanted(scene, hand)


def _figure(minutes: int | None) -> Words:
    if minutes is None:
        return words("figure-silent")
    return words("figure-never") if minutes == DID_NOT_HAPPEN else words("figure", length=Length(minutes))


def line(scene: Scene, one: Task, known: Known) -> Words:
    """One line of the list, with who sees to it.

    Args:
        known: what was done about tasks so far.
    """
    who = task.taker(scene.session, scene.bank.id, one, known)
    if who is None:
        return _line(scene, one)
    if who.id == scene.member.id:
        return words("queue-line-yours", line=_line(scene, one))
    return words("queue-line-taken", line=_line(scene, one), name=member_words(who))


def _line(scene: Scene, one: Task) -> Words:
    match one.kind:
        case TaskKind.KINDS:
            return words("queue-kinds")
        case TaskKind.OVERDUE:
            return watching.line(scene, one.subject_id)
        case TaskKind.ALARM:
            called = alarm.get(scene.session, scene.member, one.subject_id)
            who = member.get(scene.session, scene.bank.id, called.member_id)
            return words("queue-alarm", name=member_words(who), when=Moment(called.raised_at))
        case TaskKind.CONCERN:
            worry = concern.get(scene.session, scene.member, one.subject_id)
            return words("queue-concern", number=worry.id, since=Moment(worry.raised_at))
        case TaskKind.CONCERN_ENDING:
            return kept_concerns.line(scene, one.subject_id)
        case TaskKind.APPROVAL:
            who = member.get(scene.session, scene.bank.id, one.subject_id)
            return words("queue-approval", name=who.name)
        case TaskKind.HOURS:
            standing = exchange.get(scene.session, scene.bank.id, one.subject_id)
            asker = member.get(scene.session, scene.bank.id, standing.asker_id)
            helper = member.get(scene.session, scene.bank.id, standing.helper_id)
            return words("queue-hours", helper=member_words(helper), asker=member_words(asker))
        case TaskKind.HOURS_WANTED:
            row = hours_wanted.get(scene.session, scene.bank.id, one.subject_id)
            who = member.get(scene.session, scene.bank.id, row.member_id)
            said = "queue-hours-wanted" if row.asked else "queue-hours-low"
            return words(said, name=member_words(who))
        case TaskKind.MONEY:
            return money.line(scene, one.subject_id)
        case TaskKind.AT_RISK:
            wanted = request.get(scene.session, scene.bank.id, one.subject_id)
            asker = member.get(scene.session, scene.bank.id, wanted.asker_id)
            return words("queue-at-risk", name=asker.name, when=request_when(wanted))
        case TaskKind.PERSON_WANTED:
            hand = raised_hand.get(scene.session, scene.bank.id, one.subject_id)
            who = member.get(scene.session, scene.bank.id, hand.member_id)
            return words("queue-person-wanted", name=member_words(who))
        case TaskKind.WORRIED:
            seemed = impression.find(scene.session, one.subject_id, scene.member)
            who = member.get(scene.session, scene.bank.id, seemed.about_id)
            return words("queue-worried", name=member_words(who))
    return waiting.line(scene, one)


def _label(scene: Scene, one: Task) -> Words:
    """What stands on the button that opens it: what it is, and whose."""
    match one.kind:
        case TaskKind.KINDS:
            return words("button-task-kinds")
        case TaskKind.OVERDUE:
            return watching.label(scene, one.subject_id)
        case TaskKind.ALARM:
            called = alarm.get(scene.session, scene.member, one.subject_id)
            who = member.get(scene.session, scene.bank.id, called.member_id)
            return words("button-task-alarm", name=member_words(who))
        case TaskKind.CONCERN:
            return words("button-concern-open", number=one.subject_id)
        case TaskKind.CONCERN_ENDING:
            return words("button-task-concern-ending", number=one.subject_id)
        case TaskKind.APPROVAL:
            who = member.get(scene.session, scene.bank.id, one.subject_id)
            return words("button-task-approval", name=who.name)
        case TaskKind.HOURS:
            standing = exchange.get(scene.session, scene.bank.id, one.subject_id)
            helper = member.get(scene.session, scene.bank.id, standing.helper_id)
            return words("button-task-hours", name=member_words(helper))
        case TaskKind.HOURS_WANTED:
            row = hours_wanted.get(scene.session, scene.bank.id, one.subject_id)
            who = member.get(scene.session, scene.bank.id, row.member_id)
            said = "button-task-hours-wanted" if row.asked else "button-task-hours-low"
            return words(said, name=member_words(who))
        case TaskKind.MONEY:
            return money.label(scene, one.subject_id)
        case TaskKind.AT_RISK:
            wanted = request.get(scene.session, scene.bank.id, one.subject_id)
            asker = member.get(scene.session, scene.bank.id, wanted.asker_id)
            return words("button-task-at-risk", name=asker.name)
        case TaskKind.PERSON_WANTED:
            hand = raised_hand.get(scene.session, scene.bank.id, one.subject_id)
            who = member.get(scene.session, scene.bank.id, hand.member_id)
            return words("button-task-person-wanted", name=member_words(who))
        case TaskKind.WORRIED:
            seemed = impression.find(scene.session, one.subject_id, scene.member)
            who = member.get(scene.session, scene.bank.id, seemed.about_id)
            return words("button-task-worried", name=member_words(who))
    return waiting.label(scene, one)
