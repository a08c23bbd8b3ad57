"""Notifications put into words, at the moment they are delivered and after reading how things stand then.

Each kind has one function. It returns what to say, or None when by now there is nothing left to say: a
reminder for a visit that was called off lapses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import (
    afterwards,
    announcements,
    attending,
    buddies,
    invitations,
    membership_news,
    money,
    safety,
    suggestions,
    wellbeing,
)
from bot.calendar import visit_file
from bot.context import Scene
from bot.flows.kinds import for_kind, kind_words
from bot.organisers import (
    acting,
    acts,
    alarms,
    announcing,
    concerns,
    correcting,
    explaining,
    hours_for,
    importing,
    impressions,
    kept_concerns,
    pictures,
    same_person,
    told,
    watching,
)
from bot.organisers import money as unsettled_money
from bot.requests import open_request
from bot.saying import Button, Keyboard, Say, say
from bot.values import Length, Moment, Value, words
from bot.visits import lasting_question
from bot.wording import balance, member_words, request_when, visit_args
from models import (
    attendance,
    correction,
    exchange,
    gift,
    invitation,
    member,
    relayed,
    request,
)
from models.exchange import Exchange
from models.member import Member
from models.notification import Notice
from models.request import Request


def word(scene: Scene, kind: Notice, subject_id: int) -> Say | None:
    """Puts a notification into words for the member of the scene.

    Args:
        kind: which notification.
        subject_id: the row it is about.

    Returns:
        the message, or None when it has lapsed.
    """
    said = NOTICES[kind](scene, subject_id)
    return None if said is None else safety.beside_one(scene, said)


def _invitation(scene: Scene, subject_id: int) -> Say | None:
    return invitations.message(scene, invitation.mine(scene.session, scene.member, subject_id))


def _filled(scene: Scene, subject_id: int) -> Say | None:
    asked = invitation.mine(scene.session, scene.member, subject_id)
    if asked.state is not invitation.State.THANKED:
        return None
    wanted = request.get(scene.session, scene.bank.id, asked.request_id)
    args: dict[str, Value] = {"kind": for_kind(wanted.kind), "when": request_when(wanted)}
    if wanted.state is request.State.OPEN and asked.round != wanted.round:
        asker = member.get(scene.session, scene.bank.id, wanted.asker_id)
        return say(words("filled-rearranged", name=member_words(asker), **args))
    if wanted.state in (request.State.AGREED, request.State.HELPED):
        return say(words("filled", **args))
    return say(words("filled-not-needed", **args))


def _candidate(scene: Scene, subject_id: int) -> Say | None:
    asked = invitation.get(scene.session, scene.bank.id, subject_id)
    wanted = request.mine(scene.session, scene.member, asked.request_id)
    if (
        wanted.state is not request.State.OPEN
        or asked.state is not invitation.State.YES
        or asked.starts_at is None
    ):
        return None
    helper = member.get(scene.session, scene.bank.id, asked.member_id)
    return say(
        words("candidate", name=helper.name, kind=for_kind(wanted.kind), when=Moment(asked.starts_at)),
        words("candidate-ask", name=helper.name),
        buttons=[
            [Button(words("button-choose", name=helper.name), f"pick:{asked.id}")],
            [_request_button(wanted)],
        ],
    )


def _request_button(wanted: Request) -> Button:
    return Button(words("button-request", kind=kind_words(wanted.kind)), f"req:{wanted.id}")


def _still_looking(scene: Scene, subject_id: int) -> Say | None:
    wanted = open_request(scene, subject_id)
    if wanted is None:
        return None
    asked = sum(invitation.tally(scene.session, wanted).values())
    return say(
        words("still-looking", asked=asked, kind=for_kind(wanted.kind), by=Moment(wanted.at_risk_at)),
        buttons=[[_request_button(wanted)]],
    )


def _at_risk(scene: Scene, subject_id: int) -> Say | None:
    wanted = open_request(scene, subject_id)
    if wanted is None:
        return None
    said_yes = invitation.of(scene.session, wanted, [invitation.State.YES])
    if said_yes:
        # Somebody would come, and only the asker's own choice is missing.
        return _candidate(scene, said_yes[0].id)
    return say(
        words("at-risk", kind=for_kind(wanted.kind), when=request_when(wanted)),
        buttons=[[_request_button(wanted)]],
    )


def _looked_after(scene: Scene, subject_id: int) -> Say | None:
    wanted = open_request(scene, subject_id)
    if wanted is None or wanted.looked_after_by_id is None:
        return None
    organiser = member.get(scene.session, scene.bank.id, wanted.looked_after_by_id)
    return say(
        words("looked-after", name=organiser.name, kind=for_kind(wanted.kind), when=request_when(wanted))
    )


def _unmet(scene: Scene, subject_id: int) -> Say | None:
    wanted = request.get(scene.session, scene.bank.id, subject_id)
    if wanted.state is not request.State.UNMET:
        return None
    return say(
        words("unmet", kind=for_kind(wanted.kind), when=request_when(wanted)),
        buttons=[
            [Button(words("button-ask-again"), "go:ask")],
            [Button(words("button-ask-a-person"), "person:unmet")],
        ],
    )


def _standing(scene: Scene, subject_id: int, *states: exchange.State) -> tuple[Exchange, Member] | None:
    standing = exchange.mine(scene.session, scene.member, subject_id)
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    return (standing, other) if standing.state in states else None


def _agreed(scene: Scene, subject_id: int) -> Say | None:
    found = _standing(scene, subject_id, exchange.State.AGREED)
    if found is None:
        return None
    standing, other = found
    args = visit_args(standing, other)
    money_parts, money_rows = money.said_beside(scene, standing)
    if standing.helper_id == scene.member.id:
        parts = [
            words("agreed-you-help", **args),
            *attending.at_the_door(scene, standing),
            *acting.no_app_words(other),
        ]
    else:
        parts = [words("agreed-helps-you", **args), *attending.at_the_door(scene, standing)]
    return say(
        *parts,
        *money_parts,
        words("agreed-next"),
        file=visit_file(scene, standing, other),
        buttons=[*money_rows, *_ways(standing, other)],
        door_of=attending.tells_door(scene, standing),
    )


def _ways(standing: Exchange, other: Member) -> list[list[Button]]:
    return [
        [Button(words("button-write-to", name=member_words(other)), f"write:{standing.id}")],
        [Button(words("button-change-mind"), f"out:{standing.id}")],
    ]


def _reminder(scene: Scene, subject_id: int) -> Say | None:
    found = _standing(scene, subject_id, exchange.State.AGREED)
    if found is None or found[0].starts_at <= scene.now:
        return None
    standing, other = found
    args = visit_args(standing, other)
    if standing.helper_id == scene.member.id:
        parts = [words("reminder-you-help", **args), *attending.at_the_door(scene, standing)]
    else:
        parts = [words("reminder-helps-you", **args), *attending.at_the_door(scene, standing)]
    row = attendance.of(scene.session, standing)
    money_parts, money_rows = money.said_beside(scene, standing)
    return say(
        *parts,
        *money_parts,
        buttons=[*attending.ways(scene, standing, row), *money_rows, *_ways(standing, other)],
        door_of=attending.tells_door(scene, standing),
    )


def _time_stays(scene: Scene, subject_id: int) -> Say | None:
    found = _standing(scene, subject_id, exchange.State.AGREED)
    if found is None or found[0].starts_at <= scene.now:
        return None
    return say(words("time-stays", **visit_args(*found)), file=visit_file(scene, *found))


def _how_long(scene: Scene, subject_id: int) -> Say | None:
    found = _standing(scene, subject_id, exchange.State.AGREED)
    if found is None or found[0].figure_of(scene.member) is not None:
        return None
    standing, _ = found
    row = attendance.of(scene.session, standing)
    if row is not None and row.closed_at is None and attendance.is_watched(row, scene.bank):
        # The helper may still be there: whoever says that they left is asked then.
        return None
    return lasting_question(scene, standing)


def _hours_banked(scene: Scene, subject_id: int) -> Say | None:
    found = _standing(scene, subject_id, exchange.State.BANKED)
    return None if found is None else afterwards.banked(scene, found[0])


def _differing(scene: Scene, subject_id: int) -> Say | None:
    found = _standing(scene, subject_id, exchange.State.DIFFERING)
    return None if found is None else say(words("differing", **visit_args(*found)))


def _did_not_happen(scene: Scene, subject_id: int) -> Say | None:
    found = _standing(scene, subject_id, exchange.State.MISSED)
    return None if found is None else say(words("did-not-happen", **visit_args(*found)))


def _called_off(scene: Scene, subject_id: int) -> Say | None:
    found = _standing(scene, subject_id, exchange.State.CANCELLED)
    if found is None:
        return None
    return say(words("called-off", **visit_args(*found)), file=visit_file(scene, *found))


def _dropped_out(scene: Scene, subject_id: int) -> Say | None:
    found = _standing(scene, subject_id, exchange.State.DROPPED)
    if found is None:
        return None
    standing, other = found
    args = visit_args(standing, other)
    wanted = request.get(scene.session, scene.bank.id, standing.request_id)
    said = (
        words("dropped-out", **args)
        if wanted.state is request.State.OPEN
        else words("dropped-out-over", **args)
    )
    return say(said, file=visit_file(scene, standing, other))


def _approved(scene: Scene, subject_id: int) -> Say | None:
    if scene.member.state is not member.State.ACTIVE:
        return None
    return say(words("joining-welcome", name=scene.member.name, hours=balance(scene)), keyboard=Keyboard.HOME)


def _not_approved(scene: Scene, subject_id: int) -> Say | None:
    return say(words("not-approved")) if scene.member.state is member.State.LEFT else None


def _relayed(scene: Scene, subject_id: int) -> Say | None:
    written = relayed.get(scene.session, scene.member, subject_id)
    if not written.text:
        # One of the two was forgotten meanwhile, and their words with them.
        return None
    sender = member.get(scene.session, scene.bank.id, written.sender_id)
    name = member_words(sender)
    back = (
        f"write:{written.exchange_id}" if written.exchange_id is not None else f"writehand:{written.hand_id}"
    )
    return say(
        words("relayed", name=name, text=written.text),
        buttons=[[Button(words("button-write-to", name=name), back)]],
    )


def _given(scene: Scene, subject_id: int) -> Say | None:
    line, giver = gift.received(scene.session, scene.member, subject_id)
    if not scene.member.has_joined:
        return None
    hours = balance(scene)
    said = words("gift", name=member_words(giver), length=Length(line.minutes), hours=hours)
    return say(said, keyboard=Keyboard.HOME)


def _corrected(scene: Scene, subject_id: int) -> Say | None:
    line, why = correction.about(scene.session, scene.member, subject_id)
    if not scene.member.has_joined:
        return None
    hours = balance(scene)
    length = correcting.length_words(correction.corrected_minutes(scene.session, line))
    told = correcting.line_words(scene, line, scene.member)
    parts = [words("corrected", line=told, length=length), words("corrected-hours", hours=hours)]
    if why.reason:
        parts.append(words("corrected-reason", note=why.reason))
    return say(*parts, keyboard=Keyboard.HOME)


def _break_over(scene: Scene, subject_id: int) -> Say | None:
    if scene.member.state is not member.State.ACTIVE:
        # They have gone on with their break, or left.
        return None
    ways = [Button(words("button-longer-break"), "go:pause"), Button(words("button-browse"), "go:browse")]
    return say(words("break-over"), buttons=[[way] for way in ways])


NOTICES: dict[Notice, Callable[[Scene, int], Say | None]] = {
    Notice.INVITATION: _invitation,
    Notice.FILLED: _filled,
    Notice.CANDIDATE: _candidate,
    Notice.STILL_LOOKING: _still_looking,
    Notice.AT_RISK: _at_risk,
    Notice.LOOKED_AFTER: _looked_after,
    Notice.UNMET: _unmet,
    Notice.SUGGESTED: suggestions.suggested,
    Notice.AGREED: _agreed,
    Notice.REMINDER_DAY: _reminder,
    Notice.REMINDER_SOON: _reminder,
    Notice.TIME_STAYS: _time_stays,
    Notice.ON_THE_WAY: attending.on_the_way,
    Notice.AT_THE_DOOR: attending.at_the_door_now,
    Notice.HAVE_THEY_COME: attending.have_they_come,
    Notice.AWAITED: attending.awaited,
    Notice.NOT_AWAITED: attending.not_awaited,
    Notice.HAS_LEFT: attending.has_left,
    Notice.STILL_THERE: attending.still_there,
    Notice.HAVE_THEY_LEFT: attending.have_they_left,
    Notice.BUDDY_WORRIES: buddies.worries,
    Notice.NOBODY_REACHED: attending.nobody_reached,
    Notice.BUDDY_WANTED: buddies.wanted,
    Notice.BUDDY_ANSWERED: buddies.answered,
    Notice.HOW_LONG: _how_long,
    Notice.HOW_LONG_AGAIN: _how_long,
    Notice.MOST_WISHED: money.asked_most,
    Notice.MOST_ANSWERED: money.answered_most,
    Notice.HOW_MUCH: money.how_much,
    Notice.HOW_MUCH_AGAIN: money.how_much,
    Notice.SPENT: money.told_sum,
    Notice.SPENT_AGAIN: money.told_sum,
    Notice.MONEY_STANDS: money.told_outcome,
    Notice.HOURS_BANKED: _hours_banked,
    Notice.THANKED: afterwards.thanked,
    Notice.DIFFERING: _differing,
    Notice.DID_NOT_HAPPEN: _did_not_happen,
    Notice.CALLED_OFF: _called_off,
    Notice.DROPPED_OUT: _dropped_out,
    Notice.APPROVED: _approved,
    Notice.NOT_APPROVED: _not_approved,
    Notice.RELAYED: _relayed,
    Notice.GIVEN: _given,
    Notice.CORRECTED: _corrected,
    Notice.GRANTED: hours_for.told_granted,
    Notice.BREAK_OVER: _break_over,
    Notice.VISIT_OFF: safety.visit_is_off,
    Notice.HOLD: safety.membership_rests,
    Notice.ROLES: safety.roles_now,
    Notice.CONCERN_HEARD: safety.concern_has_somebody,
    Notice.CONCERN_CLOSED: safety.concern_is_closed,
    Notice.ALARM_HEARD: safety.somebody_has_it,
    Notice.ALARM: alarms.called,
    Notice.ALARM_TAKEN: alarms.taken,
    Notice.TASK_CONCERN: concerns.waits,
    Notice.TASK_CONCERN_ENDING: kept_concerns.told,
    Notice.READINGS: acts.week,
    Notice.CHECK_LAPSES: membership_news.check_lapses,
    Notice.NUDGE: membership_news.nudge,
    Notice.SAME_PERSON: same_person.told,
    Notice.DONE_FOR_YOU: acting.done_for_you,
    Notice.WELLBEING: wellbeing.invited,
    Notice.TASK_APPROVAL: told.newcomer_waits,
    Notice.TASK_HOURS: told.hours_unsettled,
    Notice.TASK_MONEY: unsettled_money.unsettled,
    Notice.TASK_AT_RISK: told.nobody_comes,
    Notice.TASK_PERSON_WANTED: told.wants_a_person,
    Notice.TASK_HOURS_WANTED: hours_for.told_wanted,
    Notice.TASK_WORRIED: impressions.worried,
    Notice.TASK_UNREACHABLE: told.visitor_unreachable,
    Notice.TASK_UNDELIVERED: told.untold,
    Notice.TASK_CALL: told.call_to_make,
    Notice.TASK_LAPSING: told.check_lapses,
    Notice.TASK_WAITS: told.tasks_wait,
    Notice.TASK_TODAY: told.at_risk_today,
    Notice.EXPLAINED: explaining.explained,
    Notice.TASK_OVERDUE: watching.called,
    Notice.TASK_OVERDUE_TAKEN: watching.taken,
    Notice.TASK_OVERDUE_YOURS: watching.yours,
    Notice.TASK_OVERDUE_OVER: watching.has_ended,
    Notice.ANNOUNCED: announcements.announced,
    Notice.ANNOUNCEMENT_DONE: announcing.done,
    Notice.POLL_RESULT: announcements.told_result,
    Notice.INTAKE: importing.news,
    Notice.DRAWN: pictures.drawn,
}


def once_more(what: Say) -> Say:
    """Says what may have been read before."""
    return replace(what, parts=(words("said-once-more"), *what.parts))


# Nobody has waited for these, and they make no sound at any hour.
ALWAYS_SILENT = frozenset({Notice.WELLBEING})

# These are answers to what the reader did or waits for; everything else is silent in the quiet hours.
LOUD_AT_NIGHT = frozenset(
    {
        *(Notice.AGREED, Notice.CALLED_OFF, Notice.DROPPED_OUT, Notice.CANDIDATE, Notice.RELAYED),
        # Somebody stands at a door, waits behind one, or may be in danger.
        *(Notice.ON_THE_WAY, Notice.AT_THE_DOOR, Notice.AWAITED, Notice.NOT_AWAITED, Notice.STILL_THERE),
        *(Notice.HAVE_THEY_LEFT, Notice.BUDDY_WORRIES, Notice.NOBODY_REACHED, Notice.TASK_OVERDUE),
        *(Notice.TASK_OVERDUE_YOURS, Notice.TASK_OVERDUE_OVER),
        *(Notice.VISIT_OFF, Notice.ALARM, Notice.ALARM_TAKEN, Notice.ALARM_HEARD),
    }
)
