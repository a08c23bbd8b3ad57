"""What becomes of a notification, by what the messenger answered.

    it arrived, or there was nothing left to do          sent
    wait so long (429)                                   again then; that chat alone waits
    blocked, deactivated, chat not found                 again once they can be reached; see `away`
    the chat has a new number                            again at once, there
    no connection                                        again later, for about a day
    5xx, nonsense                                        again later if reading it twice does no harm,
                                                         else uncertain: it may have arrived
    no answer in time, a line that was cut               the same, but only once more: at most twice in all
    anything else that was refused                       dead
    the token is wrong (401, 404)                        the process ends

`BadRequest` and `TimedOut` are kinds of `NetworkError` in the library, so exact classes are looked at first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from bot import failures
from bot.outgoing import Halfway, NotSent, Sent, is_as_it_should_be, may_have_arrived
from bot.wire import Cut
from models.notification import SAFE_TO_REPEAT, Notification, State, may_be_said_again

log = structlog.get_logger(__name__)

# While Telegram says that it is down, or cannot be reached, we go on for about a day; where a message may
# have arrived each time, or the fault is ours, only a few times.
TRIES, FEW_TRIES = 150, 8
FIRST_PAUSE, LAST_PAUSE = timedelta(seconds=5), timedelta(minutes=10)
# What is for somebody who cannot be reached is looked at so often, and kept for so long.
LOOKED_AT_EVERY, KEPT_FOR_ABSENT = timedelta(days=1), timedelta(days=30)


@dataclass(frozen=True)
class Outcome:
    """What became of a notification, to be written down.

    Attributes:
        state: its last state, or PENDING to try again.
        sent: what was sent, if anything was.
        again_at: when to try again; None with PENDING for whenever it was due.
        untried: it never left us.
        unreachable: the member can no longer be written to.
        new_chat_id: the chat's new number.
        chat_waits: the messenger wants that chat left alone until then.
        in_trouble: it is the messenger, or the way to it, that fails, whoever is written to.
        doubtful: it may have arrived all the same.
        says_nothing: the messenger said plainly that it is down, or was not reached; where it fails for
            everybody, that is no try.
    """

    state: State
    sent: Sent | None = None
    again_at: datetime | None = None
    untried: bool = False
    unreachable: bool = False
    new_chat_id: int | None = None
    chat_waits: bool = False
    in_trouble: bool = False
    doubtful: bool = False
    says_nothing: bool = False


UNTRIED = Outcome(State.PENDING, untried=True)


def after(row: Notification, trouble: Exception, now: datetime) -> Outcome:
    """Reads the messenger's answer as the table at the top says.

    Args:
        row: the notification that was being sent, its tries counted.
        trouble: what sending raised; never `InvalidToken`, which is nobody's single message.
        now: the present moment.
    """
    match trouble:
        case NotSent():
            return UNTRIED
        case RetryAfter(retry_after=span):
            wait = span if isinstance(span, timedelta) else timedelta(seconds=span)
            return Outcome(State.PENDING, again_at=now + wait, chat_waits=True)
        case Forbidden():
            return away(row, now)
        case ChatMigrated(new_chat_id=new_chat_id):
            moved = later_or_dead(row, FEW_TRIES, now)
            again_at = None if moved.again_at is None else now
            return Outcome(moved.state, again_at=again_at, new_chat_id=new_chat_id)
        case BadRequest() if is_as_it_should_be(trouble):
            return Outcome(State.SENT)
        case BadRequest() if "chat not found" in str(trouble).lower():
            return away(row, now)
        case BadRequest():
            log.warning("a message was refused", notice=row.kind.value, reason=str(trouble))
            return Outcome(State.DEAD)
    log.warning("sending is in trouble", kind=type(trouble).__name__, notice=row.kind.value)
    if not isinstance(trouble, NetworkError | Halfway | KeyError):
        failures.note(trouble, what=f"sending a notification of the kind {row.kind.value}")
    if may_have_arrived(trouble) and row.kind not in SAFE_TO_REPEAT:
        return Outcome(State.UNCERTAIN, in_trouble=True)
    # Nothing came back at all, though it had left us: nothing is likelier to have arrived.
    doubtful = isinstance(trouble, TimedOut | Cut) and may_have_arrived(trouble)
    if doubtful and not may_be_said_again(row):
        return Outcome(State.UNCERTAIN, in_trouble=True)
    # Exactly this class: a 5xx, or no connection. Its children are a time-out and a refusal.
    if not doubtful and (type(trouble) is NetworkError or not may_have_arrived(trouble)):
        return replace(later_or_dead(row, TRIES, now), in_trouble=True, says_nothing=True)
    return replace(later_or_dead(row, FEW_TRIES, now), in_trouble=True, doubtful=doubtful)


def later_or_dead(row: Notification, tries: int, now: datetime) -> Outcome:
    """Tries again after a pause, longer each time, or gives it up after so many tries."""
    if row.attempts >= tries:
        log.error("a notification is given up", notification_id=row.id, notice=row.kind.value)
        return Outcome(State.DEAD)
    pause = min(LAST_PAUSE, FIRST_PAUSE * 2 ** min(row.attempts - 1, 10))
    return Outcome(State.PENDING, again_at=now + pause)


def by_phone(row: Notification, now: datetime) -> Outcome:
    """Keeps it for a member who has no app, until an organiser has told them, or it is stale."""
    look_again_at = now + LOOKED_AT_EVERY
    if row.useless_after is not None:
        look_again_at = min(look_again_at, row.useless_after)
    return Outcome(State.PENDING, again_at=look_again_at, untried=True)


def away(row: Notification, now: datetime) -> Outcome:
    """Keeps it for a member who cannot be reached, until it is stale or they have been away for long."""
    if (row.first_due_at or row.send_after) <= now - KEPT_FOR_ABSENT:
        return Outcome(State.LAPSED, unreachable=True)
    look_again_at = now + LOOKED_AT_EVERY
    if row.useless_after is not None:
        look_again_at = min(look_again_at, row.useless_after)
    return Outcome(State.PENDING, again_at=look_again_at, untried=True, unreachable=True)
