"""Watching over visits: a helper is overdue, organisers are called, and one of them says how it ended."""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.flows.writing import ANSWERING
from bot.heard import Heard, number
from bot.saying import Button, Reply, Say, pairs, reply, say
from bot.values import Code, Moment, Value, Words, refused, words
from bot.wording import member_words
from models import attendance, buddy, contact, exchange, member, overdue
from models.attendance import Attendance, Side
from models.exchange import Exchange
from models.member import Member
from models.overdue import NotYours, OverdueVisit, TakenByAnother


def called(scene: Scene, subject_id: int) -> Say | None:
    """Calls an organiser, while nobody has taken it and nobody has said that the helper is out."""
    late = _still_open(scene, subject_id)
    if late is None or late.taken_by_id is not None or late.help_wanted_by_id == scene.member.id:
        return None
    return _all_of_it(scene, late)


def taken(scene: Scene, subject_id: int) -> Say | None:
    """Tells the other organisers who looks after it."""
    late = _still_open(scene, subject_id)
    if late is None or late.taken_by_id in (None, scene.member.id):
        return None
    return say(
        words("task-overdue-taken", name=_name_of(scene, late.taken_by_id), **_two(scene, late)),
        buttons=[[Button(words("button-open-overdue"), f"overdue:{late.id}")]],
    )


def yours(scene: Scene, subject_id: int) -> Say | None:
    """Asks whoever looks after it how it stands."""
    late = _still_open(scene, subject_id)
    if late is None or late.taken_by_id != scene.member.id:
        return None
    shown = _all_of_it(scene, late)
    return say(*shown.parts, words("task-overdue-yours"), buttons=shown.buttons)


def has_ended(scene: Scene, subject_id: int) -> Say | None:
    """Tells everybody who was called how it ended."""
    if not scene.member.is_organiser:
        return None
    late = overdue.get(scene.session, subject_id, scene.member)
    return None if late.ended_at is None else say(_ended(scene, late))


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Opens it, as it stands; raises NotFound to all but organisers, as everything below."""
    return reply(detail(scene, number(arguments)))


def detail(scene: Scene, subject_id: int) -> Say:
    """All that is known, or how it ended."""
    late = overdue.get(scene.session, subject_id, scene.member)
    return say(_ended(scene, late)) if _is_over(scene, late) else _all_of_it(scene, late)


def take(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser has it; who was slower reads who has."""
    overdue_id = number(arguments)
    try:
        late = overdue.take(scene.session, overdue_id, scene.member, scene.now)
    except TakenByAnother as no:
        shown = detail(scene, overdue_id)
        return reply(say(refused(no), *shown.parts[:1], buttons=shown.buttons))
    return reply(detail(scene, late.id), toast=words("toast-thank-you"))


def well(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Everybody is well: it is over."""
    return _ending(scene, overdue.say_all_is_well, number(arguments))


def need_help(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The one who has it needs more help: the others are called."""
    overdue_id = number(arguments)
    try:
        late = overdue.call_for_help(scene.session, overdue_id, scene.member, scene.now)
    except NotYours as no:
        return reply(say(refused(no), *detail(scene, overdue_id).parts))
    if late.ended_at is not None:
        return reply(detail(scene, overdue_id))
    ring = words("in-danger", number=Code(scene.bank.emergency_number))
    return reply(say(words("overdue-help-called"), ring, buttons=_reach(scene, late)))


def write(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Writes to one of the two, who can answer."""
    hand = overdue.hand_to_write_to(
        scene.session, number(arguments), scene.member, number(arguments, 1), scene.now
    )
    return dialogue.begin(scene, ANSWERING, subject_id=hand.id)


def line(scene: Scene, subject_id: int) -> Words:
    """One line of the queue."""
    late = overdue.get(scene.session, subject_id, scene.member)
    return words("queue-overdue", **_two(scene, late), since=Moment(late.due_at))


def label(scene: Scene, subject_id: int) -> Words:
    """What stands on the button that opens it."""
    late = overdue.get(scene.session, subject_id, scene.member)
    return words("button-task-overdue", name=_two(scene, late)["helper"])


def _ending(scene: Scene, verb: object, overdue_id: int) -> Reply:
    assert callable(verb), "a verb of the overdue visit"
    try:
        verb(scene.session, overdue_id, scene.member, scene.now)
    except NotYours as no:
        shown = detail(scene, overdue_id)
        return reply(say(refused(no), *shown.parts[:1], buttons=shown.buttons))
    return reply(detail(scene, overdue_id), toast=words("toast-thank-you"))


def _still_open(scene: Scene, subject_id: int) -> OverdueVisit | None:
    if not scene.member.is_organiser:
        return None
    late = overdue.get(scene.session, subject_id, scene.member)
    return None if _is_over(scene, late) else late


def _is_over(scene: Scene, late: OverdueVisit) -> bool:
    """Says whether it has ended, or is about to, because somebody has just said that the helper is out."""
    row = _attendance(scene, late)
    return late.ended_at is not None or row.closed_at is not None or row.round != late.round


def _all_of_it(scene: Scene, late: OverdueVisit) -> Say:
    """What is known, how to reach the two, when to ring, and what can be done."""
    standing, row = _standing(scene, late), _attendance(scene, late)
    parts = [words("task-overdue", **_two(scene, late), since=Moment(late.due_at))]
    parts += _known(scene, late, standing, row)
    if late.taken_by_id == scene.member.id:
        parts.append(words("overdue-yours"))
    elif late.taken_by_id is not None:
        parts.append(words("overdue-theirs", name=_name_of(scene, late.taken_by_id)))
    elif late.help_wanted_by_id is not None:
        parts.append(words("overdue-help-wanted", name=_name_of(scene, late.help_wanted_by_id)))
    parts.append(words("in-danger", number=Code(scene.bank.emergency_number)))
    mine: list[list[Button]] = []
    if late.taken_by_id is None:
        mine = [[Button(words("button-have-it"), f"overduetake:{late.id}")]]
    elif late.taken_by_id == scene.member.id:
        mine = [
            [Button(words("button-all-well"), f"overduewell:{late.id}")],
            [Button(words("button-need-help"), f"overduehelp:{late.id}")],
        ]
    return say(*parts, buttons=[*mine, *_reach(scene, late)])


def _known(scene: Scene, late: OverdueVisit, standing: Exchange, row: Attendance) -> list[Words]:
    """What each of the two has said, a line each."""
    two = _two(scene, late)
    said: list[Words] = []
    if row.on_way_at is not None:
        said.append(words("overdue-on-way", name=two["helper"], when=Moment(row.on_way_at)))
    if row.here_at is not None:
        by = "overdue-here" if row.here_by is Side.HELPER else "overdue-here-asker"
        said.append(words(by, **two, when=Moment(row.here_at)))
    if row.not_come_at is not None:
        said.append(words("overdue-not-come", **two, when=Moment(row.not_come_at)))
    if row.seen_at is not None and late.asked_at is not None and row.seen_at >= late.asked_at:
        said.append(words("overdue-seen", **two, when=Moment(row.seen_at)))
    if not said:
        said.append(words("overdue-nothing-said"))
    helper = member.get(scene.session, scene.bank.id, standing.helper_id)
    friend = buddy.of(scene.session, helper)
    asked = words("overdue-asked", **two)
    if friend is not None and friend.id != standing.asker_id:
        asked = words("overdue-asked-buddy", name=member_words(friend), **two)
    silent = [who for who in _people(scene, standing) if who.unreachable_since is not None]
    said.append(asked)
    said += [words("overdue-unreachable", name=member_words(who)) for who in silent]
    return said


def _reach(scene: Scene, late: OverdueVisit) -> list[tuple[Button, ...]]:
    """Writing to the two, ringing them where a number is known, and the way to the door."""
    standing = _standing(scene, late)
    ring = [
        Button(words("button-number-of", name=member_words(who)), f"phoneof:{who.id}")
        for who in _people(scene, standing)
        if who.id != scene.member.id and (kept := contact.of(scene.session, who)) is not None and kept.phone
    ]
    write_to = [
        Button(words("button-write-to", name=member_words(who)), f"overduewrite:{late.id}:{who.id}")
        for who in _people(scene, standing)
        if who.id != scene.member.id and who.state is not member.State.LEFT
    ]
    return [*pairs(write_to), *pairs(ring), (Button(words("button-read-door"), f"door:{standing.id}"),)]


def _ended(scene: Scene, late: OverdueVisit) -> Words:
    two = _two(scene, late)
    outcome = late.outcome
    if outcome is None:
        row = _attendance(scene, late)
        outcome = overdue.Outcome.STAYS if row.closed_at is None else overdue.Outcome.OUT
    if outcome is overdue.Outcome.WELL:
        return words("overdue-over-well", name=_name_of(scene, late.ended_by_id), **two)
    return (
        words("overdue-over-stays", **two)
        if outcome is overdue.Outcome.STAYS
        else words("overdue-over-out", **two)
    )


def _people(scene: Scene, standing: Exchange) -> list[Member]:
    return [member.get(scene.session, scene.bank.id, who) for who in (standing.helper_id, standing.asker_id)]


def _two(scene: Scene, late: OverdueVisit) -> dict[str, Value]:
    helper, asker = _people(scene, _standing(scene, late))
    return {"helper": member_words(helper), "asker": member_words(asker)}


def _standing(scene: Scene, late: OverdueVisit) -> Exchange:
    return exchange.get(scene.session, scene.bank.id, late.exchange_id)


def _attendance(scene: Scene, late: OverdueVisit) -> Attendance:
    row = attendance.of(scene.session, _standing(scene, late))
    assert row is not None, "only a visit that is attended to is overdue"
    return row


def _name_of(scene: Scene, member_id: int | None) -> Words:
    assert member_id is not None, "somebody took it"
    return member_words(member.get(scene.session, scene.bank.id, member_id))
