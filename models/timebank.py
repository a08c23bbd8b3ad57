"""A time bank: the community whose members help one another, and the rules it has chosen."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, text
from sqlmodel import Field, Session, SQLModel, col, select

from models import ledger
from models.availability import local_moment
from models.columns import BigId, choice, document, moment
from models.refusals import Refusal

# What people ring in danger, by country; elsewhere 112 works from nearly every mobile phone (GSM 02.30, 3GPP
# TS 22.101).
EMERGENCY_NUMBERS = {"AU": "000", "CA": "911", "GB": "999", "NZ": "111", "US": "911"}
EMERGENCY_NUMBER_ANYWHERE = "112"
REFER_TO_LENGTH = 200


class Joining(StrEnum):
    """Who may join: anybody with the link, or those an organiser has approved."""

    OPEN = "open"
    APPROVED = "approved"


class Nation(StrEnum):
    """Where a time bank is, as far as the law on checks differs; it decides what a check is called."""

    ENGLAND_WALES = "england_wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"
    OTHER = "other"


class NotOpenYet(Refusal):
    """No organiser has read and confirmed so far what each kind of help demands."""

    message = "refusal-not-open-yet"


class TimeBank(SQLModel, table=True):
    """One time bank and its settings.

    Attributes:
        starting_minutes: what each new member gets from the bank's own account.
        floor_minutes: how far below zero a member's hours may go, a number not above zero.
        soft_floor_minutes: below this a member is kindly told of ways to give.
        ceiling_minutes: above this what a member earns goes on to the chest; None where nothing does.
        wave_size: how many neighbours are asked first; each later wave asks more.
        invitation_minutes: how long an invitation waits for an answer when there is no hurry.
        asks_per_day: how many invitations one member gets in a day at the most.
        at_risk_minutes: how long before its time a request that nobody took goes to an organiser.
        least_hope_percent: a request goes to an organiser at once when it is less likely than this that
            somebody still says yes in time.
        checkins_required: whether organisers are called for every visit of which nobody says that the helper
            has left; otherwise only for those at which the helper has said that they are on the way or here.
        emergency_number: whom to ring when somebody is in danger.
        weights: what counts for how much when neighbours are matched, where it differs from the default.
        concerns_kept_years: how long the words of a concern are kept after it was closed; see
            `models.keeping`.
        asks_wellbeing: whether members are asked how lonely they feel; see `models.wellbeing`.
        quiet_from_hour, quiet_until_hour: local hours between which nothing unasked for makes a sound.
        nation: where it is, as far as the law on checks differs.
        refer_to: where to turn with what nobody here may do, in the bank's own words; None for the usual.
        kinds_confirmed_at: since when it is open for asking, because an organiser has read and confirmed what
            each kind of help demands; None before that.
        kinds_confirmed_by_id: the member who did; None for a bank that was open before anybody had to.
        must_be_met: whether newcomers have to be met in person before they are let in; see `models.meeting`.
        task_minutes, urgent_task_minutes: after so long organisers are told again of what nobody sees to.
        morning_hour: the local hour at which organisers read what is at risk today.
        spending_cap_minor: the most that a helper may be asked to pay for somebody, in the smallest unit of
            the currency of the country; 0 where nothing is paid for anybody.
    """

    __tablename__ = "timebank"
    __table_args__: Any = (
        CheckConstraint("starting_minutes >= 0", name="starting_minutes"),
        CheckConstraint("floor_minutes <= 0", name="floor_minutes"),
        CheckConstraint("wave_size > 0", name="wave_size"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    name: str = Field(max_length=64)
    zone: str = Field(max_length=64)
    language: str = Field(max_length=8)
    country: str | None = Field(default=None, max_length=2)
    joining: Joining = choice(Joining, default=Joining.OPEN)
    starting_minutes: int = 120
    floor_minutes: int = -300
    soft_floor_minutes: int = Field(default=-120, sa_column_kwargs={"server_default": "-120"})
    ceiling_minutes: int | None = Field(default=3_000)
    wave_size: int = 3
    invitation_minutes: int = 240
    asks_per_day: int = 3
    at_risk_minutes: int = 24 * 60
    quiet_from_hour: int = 21
    quiet_until_hour: int = 8
    least_hope_percent: int = Field(default=25, sa_column_kwargs={"server_default": "25"})
    checkins_required: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    emergency_number: str = Field(default="112", max_length=16, sa_column_kwargs={"server_default": "112"})
    weights: dict[str, float] = document(default={}, sa_column_kwargs={"server_default": "{}"})
    nation: Nation = choice(
        Nation, default=Nation.OTHER, sa_column_kwargs={"server_default": Nation.OTHER.value}
    )
    refer_to: str | None = Field(default=None, max_length=REFER_TO_LENGTH)
    kinds_confirmed_at: datetime | None = moment(default=None, nullable=True)
    kinds_confirmed_by_id: int | None = Field(default=None, sa_type=BigId)
    must_be_met: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    task_minutes: int = Field(default=24 * 60, sa_column_kwargs={"server_default": "1440"})
    urgent_task_minutes: int = Field(default=4 * 60, sa_column_kwargs={"server_default": "240"})
    morning_hour: int = Field(default=8, sa_column_kwargs={"server_default": "8"})
    asks_wellbeing: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    spending_cap_minor: int = Field(default=3_000, sa_column_kwargs={"server_default": "3000"})
    concerns_kept_years: int = Field(default=6, sa_column_kwargs={"server_default": "6"})
    opened_at: datetime = moment()


def open_bank(
    session: Session, *, name: str, zone: str, language: str, now: datetime, **rules: Any
) -> TimeBank:
    """Opens a time bank with its own account and its chest, and returns it.

    Args:
        name: what its members call it.
        zone: the IANA zone its people live in.
        language: the code of the language it speaks first.
        now: the moment it opens.
        rules: settings of `TimeBank` that differ from the defaults. The emergency number is that of the
            country, where none is given.
    """
    number = EMERGENCY_NUMBERS.get(rules.get("country") or "", EMERGENCY_NUMBER_ANYWHERE)
    rules = {"emergency_number": number, **rules}
    bank = TimeBank(name=name, zone=zone, language=language, opened_at=now, **rules)
    session.add(bank)
    session.flush()
    ledger.open_bank_accounts(session, bank.id)
    return bank


def home(session: Session) -> TimeBank | None:
    """Returns the time bank this deployment was set up for, or None before there is one."""
    return session.exec(select(TimeBank).order_by(col(TimeBank.id)).limit(1)).one_or_none()


def get(session: Session, timebank_id: int) -> TimeBank:
    """Returns that time bank, which must exist."""
    return session.get_one(TimeBank, timebank_id)


def hold(session: Session, timebank_id: int) -> TimeBank:
    """Returns that time bank as it stands now, and makes everybody else who wants to hold it wait until this
    transaction has ended, so that of two organisers who change it the second one sees what the first did."""
    return session.exec(
        select(TimeBank)
        .where(TimeBank.id == timebank_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def require_open(bank: TimeBank) -> None:
    """Lets pass whoever would ask for help in a bank that is open for it.

    Raises:
        NotOpenYet: no organiser has confirmed so far what each kind of help demands.
    """
    if bank.kinds_confirmed_at is None:
        raise NotOpenYet()


def today(bank: TimeBank, now: datetime) -> date:
    """Returns the day it is on the calendars of the bank's people."""
    return now.astimezone(ZoneInfo(bank.zone)).date()


def is_low(bank: TimeBank, available_minutes: int) -> bool:
    """Says whether somebody with so many minutes to dispose of is worth a kind word and a way to give."""
    return available_minutes < bank.soft_floor_minutes


def is_quiet(bank: TimeBank, moment: datetime) -> bool:
    """Says whether nothing unasked for should make a sound then, on the clocks of the bank's people."""
    hour = moment.astimezone(ZoneInfo(bank.zone)).hour
    if bank.quiet_from_hour <= bank.quiet_until_hour:
        return bank.quiet_from_hour <= hour < bank.quiet_until_hour
    return hour >= bank.quiet_from_hour or hour < bank.quiet_until_hour


def evening_before(bank: TimeBank, moment: datetime) -> datetime:
    """Returns the moment itself by day, and for one at night the moment at which that night began."""
    if not is_quiet(bank, moment):
        return moment
    local = moment.astimezone(ZoneInfo(bank.zone))
    began_today = local.hour >= bank.quiet_from_hour
    day = local.date() if began_today else local.date() - timedelta(days=1)
    return local_moment(day, time(bank.quiet_from_hour), bank.zone)


def weigh(session: Session, bank: TimeBank, weights: dict[str, float]) -> None:
    """Says what counts for how much when neighbours are matched, where it differs from the default.

    The caller checks who asks, and that names and numbers mean something to the matching.
    """
    bank.weights = dict(weights)
    session.add(bank)


def set_joining(session: Session, timebank_id: int, joining: Joining) -> TimeBank:
    """Opens joining to everybody, or asks an organiser about each newcomer. The caller checks who asks."""
    bank = get(session, timebank_id)
    bank.joining = joining
    session.add(bank)
    return bank
