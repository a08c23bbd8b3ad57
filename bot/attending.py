"""Attending to a visit: what is said about the words at the door and the way there, who is on the way, there,
or overdue, and the buttons that say so. What the buttons do is in `bot.checking_in`.
"""

from __future__ import annotations

from datetime import UTC

from sqlmodel import Session

from bot.context import Scene
from bot.language import speaker
from bot.saying import Button, Say, say
from bot.values import Code, Moment, Words, words
from bot.wording import by_phone_words, member_words, visit_args
from models import attendance, exchange, member, request
from models.access import BEFORE_VISIT
from models.attendance import Attendance, Side
from models.exchange import Exchange
from models.member import Member


def at_the_door(scene: Scene, standing: Exchange) -> list[Words]:
    """What each of the two should know of the door: the words from a day before on, and the way, which is for
    the helper alone; and where it is by phone after all, that nobody needs to come."""
    wanted = request.get(scene.session, scene.bank.id, standing.request_id)
    row = attendance.of(scene.session, standing)
    if row is None or wanted.point is None:
        return by_phone_words(wanted)
    helping = standing.helper_id == scene.member.id
    if not attendance.is_near(standing, scene.now):
        later = helping and wanted.directions and scene.now < standing.starts_at
        return [words("door-later", when=Moment(standing.starts_at - BEFORE_VISIT))] if later else []
    parts = [_doorstep(scene, standing, row)]
    if tells_door(scene, standing) is not None:
        parts.append(words("agreed-directions", directions=wanted.directions))
    return parts


def tells_door(scene: Scene, standing: Exchange) -> int | None:
    """Returns the number of the visit where `at_the_door` tells its helper the way, so that it is edited away
    afterwards; None where it does not."""
    wanted = request.get(scene.session, scene.bank.id, standing.request_id)
    tells = (
        bool(wanted.directions)
        and standing.helper_id == scene.member.id
        and standing.state is exchange.State.AGREED
        and attendance.is_near(standing, scene.now)
    )
    return standing.id if tells else None


def withdrawn_words(session: Session, standing: Exchange, reader: Member) -> Words:
    """What a message says after the way to a door was taken out of it."""
    asker = member.get(session, standing.timebank_id, standing.asker_id)
    if reader.id != standing.helper_id:
        return words("door-withdrawn", name=member_words(asker), when=Moment(standing.starts_at))
    return words("door-withdrawn-helped", name=member_words(asker), when=Moment(standing.starts_at))


def said_words(row: Attendance) -> Code:
    """The two words, as both read them: in the language of the one who asked."""
    spoken = [
        speaker().plain(words(f"doorstep-{code}"), language=row.language, zone=UTC, now=row.look_at)
        for code in (row.first_word, row.second_word)
    ]
    return Code(" ".join(spoken))


def _doorstep(scene: Scene, standing: Exchange, row: Attendance) -> Words:
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    if standing.helper_id == scene.member.id:
        return words("doorstep-you-say", name=member_words(other), words=said_words(row))
    return words("doorstep-they-say", name=member_words(other), words=said_words(row))


def is_going_on(scene: Scene, standing: Exchange, row: Attendance | None) -> bool:
    """Says whether a visit that has begun is still attended to, so that it is too early to ask how long it
    took."""
    if row is None or row.closed_at is not None or standing.state is not exchange.State.AGREED:
        return False
    if scene.now < attendance.expected_end(row, standing):
        return True
    return attendance.is_watched(row, scene.bank)


def how_it_stands(scene: Scene, standing: Exchange, row: Attendance | None) -> list[Words]:
    """What was said of the visit so far, as one line; nothing where nothing was said."""
    if row is None:
        return []
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    whose = "you" if standing.helper_id == scene.member.id else "they"
    if row.left_at is not None:
        return [words(f"attending-left-{whose}", name=member_words(other))]
    if row.here_at is not None:
        return [words(f"attending-here-{whose}", name=member_words(other))]
    if row.on_way_at is not None:
        return [words(f"attending-on-way-{whose}", name=member_words(other))]
    return []


def ways(scene: Scene, standing: Exchange, row: Attendance | None) -> list[list[Button]]:
    """The buttons with which the reader says how it stands; none where it is too early, or over."""
    if row is None or row.closed_at is not None or not attendance.may_tap(standing, scene.now):
        return []
    if standing.helper_id == scene.member.id:
        return _helpers_ways(scene, standing, row)
    return _askers_ways(scene, standing, row)


def _helpers_ways(scene: Scene, standing: Exchange, row: Attendance) -> list[list[Button]]:
    left = Button(words("button-have-left"), f"left:{standing.id}")
    late = scene.now >= standing.ends_at
    if row.here_at is not None:
        staying = [[Button(words("button-staying"), f"staying:{standing.id}")]] if late else []
        return [[left], *staying]
    here = Button(words("button-am-here"), f"here:{standing.id}")
    first = [] if row.on_way_at is not None else [Button(words("button-on-my-way"), f"onway:{standing.id}")]
    return [[*first, here], *([[left]] if late else [])]


def _askers_ways(scene: Scene, standing: Exchange, row: Attendance) -> list[list[Button]]:
    left = Button(words("button-they-left"), f"left:{standing.id}")
    if row.here_at is not None:
        return [[left]]
    here = [Button(words("button-they-are-here"), f"here:{standing.id}")]
    if scene.now >= standing.ends_at:
        # A helper who taps nothing may have come and gone all the same.
        here.append(left)
    if scene.now < standing.starts_at:
        return [here]
    if row.not_come_at is None:
        return [here, [Button(words("button-not-come"), f"notcome:{standing.id}")]]
    return [here, [Button(words("button-look-again"), f"giveup:{standing.id}")]]


def _open(scene: Scene, subject_id: int) -> tuple[Exchange, Attendance, Member] | None:
    """Returns a visit that is still attended to, with the other one of the two; None for any other."""
    standing = exchange.mine(scene.session, scene.member, subject_id)
    row = attendance.of(scene.session, standing)
    if row is None or row.closed_at is not None or standing.state not in attendance.LIVE:
        return None
    return standing, row, member.get(scene.session, scene.bank.id, standing.other(scene.member))


def on_the_way(scene: Scene, subject_id: int) -> Say | None:
    """The helper is on the way."""
    found = _open(scene, subject_id)
    if found is None or found[1].here_at is not None:
        return None
    standing, row, other = found
    said = words("on-the-way", name=member_words(other))
    return say(said, _doorstep(scene, standing, row), buttons=ways(scene, standing, row))


def at_the_door_now(scene: Scene, subject_id: int) -> Say | None:
    """The helper says that they are here."""
    found = _open(scene, subject_id)
    if found is None:
        return None
    standing, row, other = found
    said = words("at-the-door", name=member_words(other))
    return say(said, _doorstep(scene, standing, row), buttons=ways(scene, standing, row))


def have_they_come(scene: Scene, subject_id: int) -> Say | None:
    """The asker is asked whether the helper came."""
    found = _open(scene, subject_id)
    if found is None or found[1].here_at is not None or found[1].not_come_at is not None:
        return None
    standing, row, other = found
    return say(words("have-they-come", **visit_args(standing, other)), buttons=ways(scene, standing, row))


def awaited(scene: Scene, subject_id: int) -> Say | None:
    """The helper reads that the asker is waiting."""
    found = _open(scene, subject_id)
    if found is None or found[1].here_by is Side.ASKER:
        return None
    standing, row, other = found
    cannot = [] if row.here_at is not None else [[_cannot_come(standing)]]
    return say(
        words("awaited", **visit_args(standing, other)),
        buttons=[*ways(scene, standing, row), [_write(standing, other)], *cannot],
    )


def not_awaited(scene: Scene, subject_id: int) -> Say | None:
    """The helper reads that the asker no longer waits."""
    standing = exchange.mine(scene.session, scene.member, subject_id)
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    if standing.state is not exchange.State.DROPPED:
        return None
    return say(words("not-awaited", **visit_args(standing, other)))


def has_left(scene: Scene, subject_id: int) -> Say | None:
    """One of the two reads what the other one has said: that the helper has left."""
    standing = exchange.mine(scene.session, scene.member, subject_id)
    row = attendance.of(scene.session, standing)
    if row is None or row.left_at is None or standing.state is not exchange.State.AGREED:
        return None
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    took = [Button(words("button-how-long"), f"howlong:{standing.id}")]
    if standing.helper_id == scene.member.id:
        still = [Button(words("button-still-there"), f"staying:{standing.id}")]
        return say(words("has-left-you", name=member_words(other)), buttons=[still, took])
    return say(words("has-left-they", name=member_words(other)), buttons=[took])


def still_there(scene: Scene, subject_id: int) -> Say | None:
    """The helper is asked whether they are out."""
    found = _open(scene, subject_id)
    if found is None:
        return None
    standing, row, other = found
    cannot = [] if row.here_at is not None else [[_cannot_come(standing)]]
    buttons = [*ways(scene, standing, row), *cannot]
    return say(words("still-there", **visit_args(standing, other)), buttons=buttons)


def have_they_left(scene: Scene, subject_id: int) -> Say | None:
    """The asker is asked whether the helper has left; where nobody has said that they came, that as well."""
    found = _open(scene, subject_id)
    if found is None:
        return None
    standing, row, other = found
    if row.here_at is None:
        here = []
        question = words("have-they-been", **visit_args(standing, other))
    else:
        here = [[Button(words("button-still-here"), f"here:{standing.id}")]]
        question = words("have-they-left", **visit_args(standing, other))
    number = Code(scene.bank.emergency_number)
    return say(
        words("in-danger", number=number),
        question,
        buttons=[*ways(scene, standing, row), *here, [_write(standing, other)]],
    )


def nobody_reached(scene: Scene, subject_id: int) -> Say | None:
    """The asker, or the buddy, reads that no organiser can be reached."""
    missing = missing_helper(scene, subject_id)
    if missing is None:
        return None
    number = Code(scene.bank.emergency_number)
    return say(words("nobody-reached", name=member_words(missing)), words("in-danger", number=number))


def missing_helper(scene: Scene, subject_id: int) -> Member | None:
    """Returns the helper of a visit of whom nobody has said so far that they are out; None where somebody
    has."""
    standing = exchange.get(scene.session, scene.bank.id, subject_id)
    row = attendance.of(scene.session, standing)
    if row is None or row.closed_at is not None:
        return None
    return member.get(scene.session, scene.bank.id, standing.helper_id)


def _write(standing: Exchange, other: Member) -> Button:
    return Button(words("button-write-to", name=member_words(other)), f"write:{standing.id}")


def _cannot_come(standing: Exchange) -> Button:
    return Button(words("button-cannot-come"), f"giveup:{standing.id}")
