"""Settings: everything a time bank decides for itself, each with its bounds and who reads it.

One list for all of them, those of the table and the weights of the matching, so that none can be forgotten:
a test holds it to the table, to the matching, and to the words of every language. The place of a setting in
the list is the number that its talks carry, so the order never changes and new ones go to the end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from models import journal, limits, member, safety_rules, timebank
from models.journal import JournalEntry
from models.member import Member, NotFound
from models.refusals import Refusal
from models.timebank import Joining, Nation, TimeBank

ACT = "setting.change"
# The last change of a setting is looked for so far back; before that nobody asks who it was.
CHANGES_LOOKED_AT = 500
NAME_LENGTH = 64
DAY_MINUTES = 24 * 60


class Unit(StrEnum):
    """What the number of a setting counts, or that it is a choice or a text."""

    MINUTES = "minutes"
    PEOPLE = "people"
    INVITATIONS = "invitations"
    PERCENT = "percent"
    CLOCK = "clock"
    POINTS = "points"
    METRES = "metres"
    HOURS = "hours"
    YEARS = "years"
    TIMES = "times"
    MONEY = "money"
    CHOICE = "choice"
    TEXT = "text"


class Group(StrEnum):
    """The screens on which they are shown."""

    HOURS = "hours"
    ASKING = "asking"
    BANK = "bank"
    SUITS = "suits"
    DISTANCE = "distance"
    TIME = "time"
    CARE = "care"


Value = int | float | str | None


@dataclass(frozen=True)
class Setting:
    """One thing that a time bank decides.

    Attributes:
        name: of the column, or of the weight with `weight_` before it.
        group: the screen on which it is shown.
        unit: what its number counts.
        default: what it is in a bank that opens.
        read_by: the module in which the rule stands that reads it.
        least, most: the bounds; of a text, the bounds of its length. Others may narrow them: see `bounds`.
        options: what can be chosen, where it is a choice.
        may_be_none: whether it may be nothing at all, as a ceiling that nobody wants.
        by_host: set when the bank is opened, by whoever hosts it; shown in the chat, and not changed there.
        suggested: values worth a button.
    """

    name: str
    group: Group
    unit: Unit
    default: Value
    read_by: str
    least: float = 0
    most: float = 0
    options: tuple[str, ...] = ()
    may_be_none: bool = False
    by_host: bool = False
    suggested: tuple[Value, ...] = ()

    @property
    def weight(self) -> str | None:
        """The name that the matching gives to it, or None where it is a column of the bank."""
        name = self.name.removeprefix(WEIGHT)
        return name if name != self.name else None

    @property
    def is_whole(self) -> bool:
        """Whether its number is a whole one."""
        return self.weight is None


WEIGHT = "weight_"
YES, NO = "yes", "no"


def _points(name: str, default: float, group: Group = Group.SUITS, most: float = 10.0) -> Setting:
    """A weight that counts for so many points, a hundred of them being 1."""
    suggested = tuple(one for one in (0.0, default / 2, default * 2) if one <= most)
    return Setting(
        f"{WEIGHT}{name}", group, Unit.POINTS, default, "jobs.matching.score", 0, most, suggested=suggested
    )


def _half(name: str, group: Group, unit: Unit, default: float, least: float, most: float) -> Setting:
    """A weight that says how near, how soon or how often makes half of something."""
    return Setting(
        f"{WEIGHT}{name}", group, unit, default, "jobs.matching.score", least, most,
        suggested=(default / 2, default * 2),
    )  # fmt: skip


def _yes_or_no(name: str, read_by: str) -> Setting:
    """A setting that is so or is not, and is not unless an organiser says so."""
    return Setting(name, Group.CARE, Unit.CHOICE, NO, read_by, options=(YES, NO))


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "starting_minutes", Group.HOURS, Unit.MINUTES, 120, "models.member", 0, 6_000,
        suggested=(0, 60, 120, 180, 300),
    ),
    Setting(
        "floor_minutes", Group.HOURS, Unit.MINUTES, -300, "models.member", -6_000, 0,
        suggested=(-120, -300, -600, -1_200),
    ),
    Setting(
        "soft_floor_minutes", Group.HOURS, Unit.MINUTES, -120, "models.timebank", -6_000, 600,
        suggested=(0, -60, -120, -180),
    ),
    Setting(
        "ceiling_minutes", Group.HOURS, Unit.MINUTES, 3_000, "models.member", 60, 60_000,
        may_be_none=True, suggested=(1_200, 1_800, 3_000, 6_000),
    ),
    Setting(
        "wave_size", Group.ASKING, Unit.PEOPLE, 3, "jobs.searches", 1, 20, suggested=(1, 2, 3, 5),
    ),
    Setting(
        "invitation_minutes", Group.ASKING, Unit.MINUTES, 240, "models.asking", 15, 2 * DAY_MINUTES,
        suggested=(60, 120, 240, 480),
    ),
    Setting(
        "asks_per_day", Group.ASKING, Unit.INVITATIONS, 3, "jobs.neighbours", 1, 20,
        suggested=(1, 2, 3, 5),
    ),
    Setting(
        "at_risk_minutes", Group.ASKING, Unit.MINUTES, DAY_MINUTES, "models.request",
        60, 7 * DAY_MINUTES, suggested=(360, 720, DAY_MINUTES, 2 * DAY_MINUTES),
    ),
    Setting(
        "least_hope_percent", Group.ASKING, Unit.PERCENT, 25, "jobs.matching_round", 0, 100,
        suggested=(0, 10, 25, 50),
    ),
    Setting(
        "quiet_from_hour", Group.ASKING, Unit.CLOCK, 21, "models.timebank", 0, 23,
        suggested=(20, 21, 22, 23),
    ),
    Setting(
        "quiet_until_hour", Group.ASKING, Unit.CLOCK, 8, "models.timebank", 0, 23,
        suggested=(6, 7, 8, 9),
    ),
    Setting("name", Group.BANK, Unit.TEXT, None, "bot.commands", 1, NAME_LENGTH),
    Setting(
        "joining", Group.BANK, Unit.CHOICE, Joining.OPEN.value, "models.member",
        options=tuple(one.value for one in Joining),
    ),
    Setting(
        "nation", Group.BANK, Unit.CHOICE, Nation.OTHER.value, "models.demand",
        options=tuple(one.value for one in Nation),
    ),
    Setting(
        "refer_to", Group.BANK, Unit.TEXT, None, "bot.never", 1, timebank.REFER_TO_LENGTH, may_be_none=True,
    ),
    Setting("zone", Group.BANK, Unit.TEXT, None, "models.timebank", by_host=True),
    Setting("language", Group.BANK, Unit.TEXT, None, "bot.context", by_host=True),
    Setting("country", Group.BANK, Unit.TEXT, None, "goodturn.process", by_host=True, may_be_none=True),
    _points("near", 1.0),
    _points("met", 1.5),
    _points("skilled", 0.4),
    _points("rested", 0.6),
    _points("newcomer", 0.3),
    _points("willing", 0.4),
    _points("gives_back", 0.2),
    _points("by_phone", 0.2, Group.DISTANCE, 1.0),
    _points("far_call", 0.01, Group.DISTANCE, 1.0),
    _half("near_half_m", Group.DISTANCE, Unit.METRES, 1_000.0, 50, 50_000),
    _half("call_m", Group.DISTANCE, Unit.METRES, 5_000.0, 0, 100_000),
    _points("waited", 0.5, Group.TIME),
    _half("waited_half_hours", Group.TIME, Unit.HOURS, 24.0, 1, 1_000),
    _points("due", 0.5, Group.TIME),
    _half("due_half_hours", Group.TIME, Unit.HOURS, 24.0, 1, 1_000),
    _half("rested_half_hours", Group.TIME, Unit.HOURS, 72.0, 1, 1_000),
    _half("skilled_half_times", Group.TIME, Unit.TIMES, 3.0, 1, 100),
    _yes_or_no("checkins_required", "models.attendance"),
    Setting("emergency_number", Group.CARE, Unit.TEXT, "112", "bot.safety", 2, 12),
    _yes_or_no("must_be_met", "models.meeting"),
    Setting(
        "task_minutes", Group.CARE, Unit.MINUTES, DAY_MINUTES, "models.untended", 60, 14 * DAY_MINUTES,
        suggested=(720, DAY_MINUTES, 2 * DAY_MINUTES, 3 * DAY_MINUTES),
    ),
    Setting(
        "urgent_task_minutes", Group.CARE, Unit.MINUTES, 240, "models.untended", 15, 2 * DAY_MINUTES,
        suggested=(60, 120, 240, 480),
    ),
    Setting("morning_hour", Group.CARE, Unit.CLOCK, 8, "models.untended", 0, 23, suggested=(6, 7, 8, 9)),
    _yes_or_no("asks_wellbeing", "models.wellbeing"),
    Setting(
        "spending_cap_minor", Group.CARE, Unit.MONEY, 3_000, "models.spending", 0, 50_000,
        suggested=(0, 1_000, 2_000, 3_000, 5_000),
    ),
    Setting(
        "concerns_kept_years", Group.CARE, Unit.YEARS, 6, "models.keeping", 1, 75, suggested=(3, 6, 10, 25),
    ),
)  # fmt: skip

BY_NAME = {setting.name: setting for setting in SETTINGS}
# What the table keeps beside its settings; `weights` is told one by one.
NO_SETTINGS = frozenset({"id", "opened_at", "kinds_confirmed_at", "kinds_confirmed_by_id", "weights"})


class OutOfBounds(Refusal):
    """No such value will do. Facts: `name`, `least` and `most`, in the unit that is kept."""

    message = "refusal-out-of-bounds"


class ChangedMeanwhile(Refusal):
    """Somebody else has changed it since this was asked. Facts: `name`."""

    message = "refusal-changed-meanwhile"


class SetByHost(Refusal):
    """Whoever hosts the time bank has set this; it is not changed in the chat."""

    message = "refusal-set-by-host"


@dataclass(frozen=True)
class Change:
    """The last change of a setting: by whom, None for the person at the command line, and when."""

    by_id: int | None
    at: datetime


def named(name: str) -> Setting:
    """Returns the setting of that name; raises NotFound where there is none."""
    if name not in BY_NAME:
        raise NotFound()
    return BY_NAME[name]


def value_of(bank: TimeBank, setting: Setting) -> Value:
    """Returns how a bank has it now."""
    found: Any
    if setting.weight is not None:
        found = float(bank.weights.get(setting.weight, setting.default or 0))
    else:
        found = getattr(bank, setting.name)
    if isinstance(found, bool):
        return YES if found else NO
    return found.value if isinstance(found, StrEnum) else found


def bounds(bank: TimeBank, setting: Setting) -> tuple[float, float]:
    """Returns the least and the most it may be in that bank, as its other settings stand."""
    least, most = setting.least, setting.most
    match setting.name:
        case "floor_minutes":
            most = min(most, bank.soft_floor_minutes)
        case "soft_floor_minutes":
            least = max(least, bank.floor_minutes)
        case "starting_minutes" if bank.ceiling_minutes is not None:
            most = min(most, bank.ceiling_minutes)
        case "ceiling_minutes":
            least = max(least, bank.starting_minutes)
    return least, most


def is_sound(bank: TimeBank, setting: Setting, value: Value) -> bool:
    """Says whether a value will do for that bank."""
    if value is None:
        return setting.may_be_none
    if setting.unit is Unit.CHOICE:
        return value in setting.options
    least, most = bounds(bank, setting)
    if setting.name == "emergency_number":
        return isinstance(value, str) and safety_rules.NUMBER.fullmatch(value) is not None
    if setting.unit is Unit.TEXT:
        return isinstance(value, str) and value == value.strip() and least <= len(value) <= most
    if isinstance(value, str | bool) or not math.isfinite(value):
        return False
    return least <= value <= most and (not setting.is_whole or value == int(value))


def require_sound(bank: TimeBank, setting: Setting, value: Value) -> None:
    """Lets a value pass that will do for that bank.

    Raises:
        OutOfBounds: it will not.
    """
    if not is_sound(bank, setting, value):
        least, most = bounds(bank, setting)
        raise OutOfBounds(name=setting.name, least=least, most=most)


def change(session: Session, by: Member, name: str, value: Value, *, was: Value, now: datetime) -> TimeBank:
    """Changes one setting, and returns the bank. The same change twice is one change.

    Two organisers at once stand in line, and the second one, who looked at what is no longer so, is told.
    The limits of members' hours follow a bank's, except where an organiser has set them for one member.

    Args:
        name: of the setting.
        value: what it is from now on; bounds as of `bounds`.
        was: what the organiser saw it to be.

    Raises:
        NotFound: `by` is no organiser, or there is no such setting.
        SetByHost: it is not changed in the chat.
        ChangedMeanwhile: it is no longer what the organiser saw.
        OutOfBounds: no such value will do.
    """
    member.require_organiser(by)
    setting = named(name)
    if setting.by_host:
        raise SetByHost()
    bank = timebank.hold(session, by.timebank_id)
    old = value_of(bank, setting)
    if old == value:
        return bank
    if old != was:
        raise ChangedMeanwhile(name=name)
    require_sound(bank, setting, value)
    _put(bank, setting, value)
    session.add(bank)
    session.flush()
    if name in ("floor_minutes", "ceiling_minutes"):
        limits.follow_bank(session, bank, name, old)
    journal.note(session, by=by, act=ACT, subject_id=bank.id, now=now, name=name, old=old, new=value)
    return bank


def last_change(session: Session, by: Member, name: str) -> Change | None:
    """Returns who changed a setting last in the chat, and when; None where nobody did.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    rows = session.exec(
        select(JournalEntry)
        .where(JournalEntry.timebank_id == by.timebank_id, JournalEntry.act == ACT)
        .order_by(col(JournalEntry.id).desc())
        .limit(CHANGES_LOOKED_AT)
    )
    return next((Change(row.by_id, row.at) for row in rows if row.detail.get("name") == name), None)


def _put(bank: TimeBank, setting: Setting, value: Value) -> None:
    if setting.weight is not None:
        kept = {name: one for name, one in bank.weights.items() if name != setting.weight}
        bank.weights = kept if value == setting.default else kept | {setting.weight: float(value or 0)}
    elif setting.name == "joining":
        bank.joining = Joining(str(value))
    elif setting.name == "nation":
        bank.nation = Nation(str(value))
    elif setting.options == (YES, NO):
        setattr(bank, setting.name, value == YES)
    else:
        setattr(bank, setting.name, int(value) if isinstance(value, float) else value)
