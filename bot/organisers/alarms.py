"""Alarms, as those who are called read them: who feels unsafe and where, until one of them has it."""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.flows.kinds import for_kind
from bot.flows.writing import ANSWERING
from bot.heard import Heard, number
from bot.saying import Button, Reply, Say, reply, say, singly
from bot.values import Code, Moment, Words, words
from bot.wording import member_words
from models import alarm, exchange, member, request
from models.alarm import Alarm
from models.member import NotFound


def called(scene: Scene, subject_id: int) -> Say | None:
    """Calls somebody, while nobody has it."""
    found = _for_me(scene, subject_id)
    return None if found is None or found.taken_at is not None else page(scene, found)


def taken(scene: Scene, subject_id: int) -> Say | None:
    """Tells the others who has it."""
    found = _for_me(scene, subject_id)
    return None if found is None else _who_has_it(scene, found)


def page(scene: Scene, found: Alarm) -> Say:
    """Who feels unsafe, where, what to mind, and the one button that ends the calls."""
    parts = [words("alarm", name=_name(scene, found), when=Moment(found.raised_at)), *_where(scene, found)]
    if found.quiet:
        parts.append(words("alarm-quiet"))
    parts.append(words("alarm-danger", number=Code(scene.bank.emergency_number)))
    buttons = [Button(words("button-alarm-take"), f"alarmtake:{found.id}"), *_door(found)]
    return say(*parts, buttons=singly(buttons))


def show(scene: Scene, subject_id: int) -> Say:
    """One alarm of the queue; raises NotFound to those who are not called for it."""
    found = alarm.get(scene.session, scene.member, subject_id)
    return page(scene, found) if found.taken_at is None else say(words("task-done-before"))


def take(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Somebody has it; where another one was quicker, says who."""
    found = alarm.take(scene.session, number(arguments), scene.member, scene.now)
    answer = reply(toast=words("toast-alarm-taken"))
    if found.taken_by_id != scene.member.id:
        answer.says.append(_who_has_it(scene, found))
        return answer
    parts = [words("alarm-yours", name=_name(scene, found)), *_where(scene, found)]
    parts.append(words("alarm-quiet") if found.quiet else words("alarm-now"))
    parts.append(words("alarm-danger", number=Code(scene.bank.emergency_number)))
    buttons = _door(found)
    if not found.quiet and scene.member.is_organiser:
        write = Button(words("button-write-to", name=_name(scene, found)), f"alarmwrite:{found.id}")
        buttons.insert(0, write)
    answer.says.append(say(*parts, buttons=singly(buttons)))
    return answer


def write(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Whoever has it begins to write to the member."""
    hand = alarm.hand_of(scene.session, number(arguments), scene.member, scene.now)
    return dialogue.begin(scene, ANSWERING, subject_id=hand.id)


def _who_has_it(scene: Scene, found: Alarm) -> Say:
    taker = alarm.taker(scene.session, found)
    by = words("member-unnamed") if taker is None else member_words(taker)
    return say(words("alarm-taken", name=_name(scene, found), by=by))


def _for_me(scene: Scene, alarm_id: int) -> Alarm | None:
    """Returns an alarm for which the reader is called; None where they are called no more."""
    try:
        return alarm.get(scene.session, scene.member, alarm_id)
    except NotFound:
        return None


def _name(scene: Scene, found: Alarm) -> Words:
    return member_words(member.get(scene.session, scene.bank.id, found.member_id))


def _where(scene: Scene, found: Alarm) -> list[Words]:
    """The visit and the street it is in, or where they live, as coarsely as we know it."""
    unsafe = member.get(scene.session, scene.bank.id, found.member_id)
    if found.exchange_id is None:
        return [words("alarm-no-visit", place=unsafe.place_name)] if unsafe.place_name else []
    standing = exchange.get(scene.session, scene.bank.id, found.exchange_id)
    wanted = request.get(scene.session, scene.bank.id, standing.request_id)
    asker = member.get(scene.session, scene.bank.id, standing.asker_id)
    helper = member.get(scene.session, scene.bank.id, standing.helper_id)
    visit = words(
        "alarm-visit",
        helper=member_words(helper),
        asker=member_words(asker),
        kind=for_kind(standing.kind),
        when=Moment(standing.starts_at),
    )
    return [visit, words("alarm-place", place=wanted.place_name)] if wanted.point is not None else [visit]


def _door(found: Alarm) -> list[Button]:
    if found.exchange_id is None:
        return []
    return [Button(words("button-read-door"), f"door:{found.exchange_id}")]
