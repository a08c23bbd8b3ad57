"""Tasks of the queue about time and reach: calls to make, people out of reach, checks about to lapse, and
joinings that were broken off. Each as a line, on a button, and opened with what can be done about it.
"""

from __future__ import annotations

from bot.context import Scene
from bot.organisers import seen_words
from bot.saying import Button, Say, say, singly
from bot.values import Day, Moment, Value, Words, words
from bot.wording import member_words, visit_args
from models import calls, exchange, lapsing, member, unfinished
from models.attestation import Attestation
from models.exchange import Exchange
from models.member import Member
from models.task import Task, TaskKind

# Their numbers stand on the button that says that they were told, which has room for no more.
NEWS_SHOWN = 4
# These speak of files and buttons.
NOT_BY_PHONE = frozenset({"agreed-next"})


def line(scene: Scene, one: Task) -> Words:
    """One line of the list."""
    match one.kind:
        case TaskKind.CALL:
            return words("queue-call", name=member_words(_member(scene, one.subject_id)))
        case TaskKind.UNREACHABLE:
            standing = exchange.get(scene.session, scene.bank.id, one.subject_id)
            silent, _ = _silent_and_other(scene, standing)
            return words("queue-unreachable", name=member_words(silent), when=Moment(standing.starts_at))
        case TaskKind.LAPSING:
            seen = lapsing.one(scene.session, scene.bank.id, one.subject_id, scene.now)
            if seen is None:
                return words("task-done-before")
            whose = member_words(_member(scene, seen.member_id))
            return words("queue-lapsing", name=whose, until=_last_day(seen))
    return words("queue-unfinished", name=_told_words(scene, _member(scene, one.subject_id)))


def label(scene: Scene, one: Task) -> Words:
    """What stands on the button that opens it: what it is, and whose."""
    match one.kind:
        case TaskKind.CALL:
            return words("button-task-call", name=member_words(_member(scene, one.subject_id)))
        case TaskKind.UNREACHABLE:
            silent, _ = _silent_and_other(scene, exchange.get(scene.session, scene.bank.id, one.subject_id))
            return words("button-task-unreachable", name=member_words(silent))
        case TaskKind.LAPSING:
            seen = lapsing.one(scene.session, scene.bank.id, one.subject_id, scene.now)
            whose = words("member-unnamed") if seen is None else member_words(_member(scene, seen.member_id))
            return words("button-task-lapsing", name=whose)
    return words("button-task-unfinished", name=_told_words(scene, _member(scene, one.subject_id)))


def opened(scene: Scene, kind: TaskKind, subject_id: int) -> Say:
    """One of them, with what can be done about it; the caller asks whether an organiser opens it."""
    match kind:
        case TaskKind.CALL:
            shown = call(scene, subject_id)
        case TaskKind.UNREACHABLE:
            shown = unreachable(scene, subject_id)
        case TaskKind.LAPSING:
            shown = lapses(scene, subject_id)
        case _:
            shown = broken_off(scene, subject_id)
    return say(words("task-done-before")) if shown is None else shown


def call(scene: Scene, member_id: int) -> Say | None:
    """What is to be told to somebody without the app; None where there is nothing to tell any more."""
    # Those words are made of all the others, this one among them.
    from bot import notices

    whom = _member(scene, member_id)
    theirs = scene.for_member(whom)
    parts: list[Words] = []
    shown: list[str] = []
    for row in calls.news_for(scene.session, whom, scene.now):
        what = notices.word(theirs, row.kind, row.subject_id)
        if what is not None and len(shown) < NEWS_SHOWN:
            shown.append(str(row.id))
            parts += [part for part in what.parts if part.id not in NOT_BY_PHONE]
    if not parts:
        return None
    buttons = [
        Button(words("button-phone-of"), f"phoneof:{whom.id}"),
        Button(words("button-called", name=member_words(whom)), f"called:{whom.id}:{'-'.join(shown)}"),
        Button(words("button-act-for", name=whom.name), f"for:{whom.id}"),
    ]
    return say(words("task-call", name=member_words(whom)), *parts, buttons=singly(buttons))


def unreachable(scene: Scene, exchange_id: int) -> Say | None:
    """A visit of which one of the two cannot be written to; None where both can, or it stands no more."""
    standing = exchange.get(scene.session, scene.bank.id, exchange_id)
    silent, other = _silent_and_other(scene, standing)
    if standing.state is not exchange.State.AGREED or silent.unreachable_since is None:
        return None
    args: dict[str, Value] = visit_args(standing, other)
    # Whoever cannot be written to can perhaps be called on.
    door = Button(words("button-read-door"), f"door:{standing.id}")
    done = Button(words("button-hand-done"), f"seento:{TaskKind.UNREACHABLE.value}:{standing.id}")
    return say(words("task-unreachable", silent=silent.name, **args), buttons=[[done], [door]])


def lapses(scene: Scene, attestation_id: int) -> Say | None:
    """A check that lapses soon; None where it was renewed, or is no matter any more."""
    seen = lapsing.one(scene.session, scene.bank.id, attestation_id, scene.now)
    if seen is None or seen.member_id == scene.member.id:
        return None
    whose = _member(scene, seen.member_id)
    buttons = [Button(words("button-have-seen"), f"saw:{whose.id}")]
    if whose.chat_id is not None:
        buttons.append(Button(words("button-write-to", name=member_words(whose)), f"writeto:{whose.id}"))
    buttons.append(Button(words("button-hand-done"), f"seento:{TaskKind.LAPSING.value}:{seen.id}"))
    what = seen_words.what_words(seen.what)
    return say(
        words("task-lapsing", name=member_words(whose), what=what, until=_last_day(seen)),
        buttons=singly(buttons),
    )


def broken_off(scene: Scene, member_id: int) -> Say | None:
    """Somebody who began to join and stopped; None where they have gone on."""
    waiting = {who.id: since for who, since in unfinished.waiting(scene.session, scene.bank.id, scene.now)}
    if member_id not in waiting:
        return None
    buttons = [
        Button(words("button-nudge"), f"nudge:{member_id}"),
        Button(words("button-leave-it"), f"seento:{TaskKind.UNFINISHED.value}:{member_id}"),
    ]
    name = _told_words(scene, _member(scene, member_id))
    return say(words("task-unfinished", name=name, since=Moment(waiting[member_id])), buttons=singly(buttons))


def _member(scene: Scene, member_id: int) -> Member:
    return member.get(scene.session, scene.bank.id, member_id)


def _told_words(scene: Scene, newcomer: Member) -> Words:
    told = unfinished.told_name(scene.session, newcomer)
    return words("member-name", name=told) if told else member_words(newcomer)


def _last_day(seen: Attestation) -> Day:
    assert seen.lapses_on is not None, "what does not lapse is no task"
    return Day(seen.lapses_on)


def _silent_and_other(scene: Scene, standing: Exchange) -> tuple[Member, Member]:
    """Returns the two of a visit, the one out of reach first."""
    both = [_member(scene, standing.asker_id), _member(scene, standing.helper_id)]
    both.sort(key=lambda who: who.unreachable_since is None)
    return both[0], both[1]
