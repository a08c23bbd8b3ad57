"""Proves that no setting is forgotten, that its bounds hold, and that whoever changes one stands to it."""

from __future__ import annotations

import importlib
import inspect
import math
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select
from street import Street

from bot.language import speaker
from jobs.matching import Weights
from models import account, audit, ledger, limits, setting, timebank
from models.account import Account
from models.confirmation import OwnCase
from models.journal import JournalEntry
from models.ledger import Cause
from models.limits import HoursLimitOutOfRange
from models.member import NotFound
from models.setting import (
    NO_SETTINGS,
    SETTINGS,
    ChangedMeanwhile,
    Group,
    OutOfBounds,
    SetByHost,
    Setting,
    Unit,
)
from models.timebank import TimeBank

NUMBERS = [one for one in SETTINGS if one.unit not in (Unit.CHOICE, Unit.TEXT)]


def a_bank() -> TimeBank:
    """A time bank as it opens, outside any database."""
    return TimeBank(name="Hackney", zone="Europe/London", language="en")


async def changed(street: Street, name: str, value: Any, was: Any, by: Any = None) -> TimeBank:
    """Olga, or another, changes a setting."""
    return await street.do(setting.change, by or street.olga, name, value, was=was, now=street.now)


async def journal(street: Street, act: str = setting.ACT) -> list[JournalEntry]:
    """What the journal says of such acts, oldest first."""

    def look(session: Session) -> list[JournalEntry]:
        return list(
            session.exec(
                select(JournalEntry)
                .where(JournalEntry.timebank_id == street.bank.id, JournalEntry.act == act)
                .order_by(col(JournalEntry.id))
            )
        )

    return await street.store.read(look)


def test_no_column_of_the_bank_is_forgotten() -> None:
    """Every column of the table is a setting, or is named as none."""
    columns = set(TimeBank.model_fields)
    assert columns == {one.name for one in SETTINGS if one.weight is None} | NO_SETTINGS


def test_no_weight_of_the_matching_is_forgotten() -> None:
    """Every weight is a setting with the same default, and the bounds are those the matching accepts."""
    weights = {one.weight: one for one in SETTINGS if one.weight is not None}
    assert set(weights) == {one.name for one in fields(Weights)}
    for one in fields(Weights):
        assert weights[one.name].default == one.default
        for bound in (weights[one.name].least, weights[one.name].most):
            Weights(**{one.name: bound})


def test_names_are_unique_and_defaults_are_those_of_a_bank_that_opens() -> None:
    """Each name stands once, and what is said to be usual is what a new bank has."""
    assert len({one.name for one in SETTINGS}) == len(SETTINGS)
    bank = a_bank()
    for one in SETTINGS:
        if one.name not in ("name", "zone", "language"):
            assert setting.value_of(bank, one) == one.default, one.name
        if one.default is not None:
            assert setting.is_sound(bank, one, one.default), one.name
        assert all(setting.is_sound(a_bank(), one, value) for value in one.options)
        # A button never offers what would be refused, whatever else stands.
        assert all(
            one.least <= value <= one.most for value in one.suggested if not isinstance(value, str | None)
        )


@pytest.mark.parametrize("one", SETTINGS, ids=lambda one: one.name)
def test_the_rule_that_reads_it_is_there(one: Setting) -> None:
    """The module that is named as its reader does read it, so that no setting is without effect."""
    source = inspect.getsource(importlib.import_module(one.read_by))
    assert f".{one.weight or one.name}" in source


@pytest.mark.parametrize("language", list(speaker().languages()))
def test_every_language_has_words_for_every_setting(language: str) -> None:
    """What it is called, what it means, each choice, and what it is to have none of it."""
    wanted = {f"button-setting-{one.name}" for one in SETTINGS} | {
        f"setting-about-{one.name}" for one in SETTINGS
    }
    wanted |= {f"setting-{one.name}-{value}" for one in SETTINGS for value in one.options}
    wanted |= {f"setting-none-{one.name}" for one in SETTINGS if one.may_be_none}
    wanted |= {f"setting-value-{one.unit.value}" for one in SETTINGS if one.unit is not Unit.CHOICE}
    wanted |= {f"settings-{group.value}" for group in Group} | {
        f"button-settings-{group.value}" for group in Group
    }
    assert not {name for name in wanted if not speaker().knows(name, language)}


@settings(deadline=None)
@given(one=st.sampled_from(NUMBERS), value=st.integers(-(10**7), 10**7) | st.floats(allow_nan=True))
def test_only_what_is_within_the_bounds_will_do(one: Setting, value: float) -> None:
    """Of any number only those between the bounds are taken, whole ones where it counts whole things."""
    bank = a_bank()
    least, most = setting.bounds(bank, one)
    fits = math.isfinite(value) and least <= value <= most and (not one.is_whole or value == int(value))
    assert setting.is_sound(bank, one, value) is fits


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("floor_minutes", -60), ("soft_floor_minutes", -301), ("ceiling_minutes", 90),
        ("starting_minutes", 3_060),
        ("joining", "nobody"), ("nation", "wales"), ("name", ""), ("name", " x "), ("name", "x" * 65),
        ("refer_to", "x" * 201), ("wave_size", None), ("wave_size", True), ("wave_size", "3"),
        ("quiet_from_hour", 24),
        ("weight_by_phone", 1.5), ("weight_near", -0.1), ("weight_near_half_m", 0.0),
    ],
)  # fmt: skip
def test_what_will_not_do_is_refused(name: str, value: Any) -> None:
    """Beyond the bounds, past another setting that bounds it, or not of its kind."""
    with pytest.raises(OutOfBounds):
        setting.require_sound(a_bank(), setting.named(name), value)


async def test_a_change_is_kept_and_written_down_with_who_and_what(street: Street) -> None:
    """The bank has it from then on, and the journal has the organiser, the old and the new value, once."""
    for _ in range(2):
        bank = await changed(street, "wave_size", 5, was=3)
    assert bank.wave_size == 5
    [entry] = await journal(street)
    assert (entry.by_id, entry.detail) == (street.olga.id, {"name": "wave_size", "old": 3, "new": 5})
    last = await street.see(setting.last_change, street.olga, "wave_size")
    assert last is not None and last.by_id == street.olga.id
    assert await street.see(setting.last_change, street.olga, "asks_per_day") is None


async def test_a_weight_is_a_setting_like_others(street: Street) -> None:
    """It is kept where the matching looks, and gone from there when it is as usual again."""
    bank = await changed(street, "weight_met", 3.0, was=1.5)
    assert bank.weights == {"met": 3.0}
    bank = await changed(street, "weight_met", 1.5, was=3.0)
    assert bank.weights == {}


async def test_who_saw_another_value_is_told(street: Street) -> None:
    """Two organisers at once: the second one has not seen what the first one did, and changes nothing."""
    await changed(street, "asks_per_day", 5, was=3)
    with pytest.raises(ChangedMeanwhile):
        await changed(street, "asks_per_day", 2, was=3)
    bank = await street.see(timebank.get, street.bank.id)
    assert bank.asks_per_day == 5
    assert len(await journal(street)) == 1


async def test_only_organisers_and_only_what_the_chat_may_change(street: Street) -> None:
    """A member hears that there is nothing, an unknown name is nothing, and the host's settings stay his."""
    for by, name in ((street.ben, "wave_size"), (street.olga, "wings")):
        with pytest.raises(NotFound):
            await changed(street, name, 5, was=3, by=by)
    with pytest.raises(NotFound):
        await street.see(setting.last_change, street.ben, "wave_size")
    with pytest.raises(SetByHost):
        await changed(street, "zone", "UTC", was="Europe/London")


async def test_members_limits_follow_the_bank(street: Street) -> None:
    """A new floor counts for everybody except where an organiser has set another, and the books hold."""
    await street.do(
        limits.set_for, street.ben, street.olga, street.now, floor_minutes=-600, ceiling_minutes=3_000
    )

    def owe(session: Session) -> None:
        accounts = ledger.accounts_of(session, street.bank.id, street.amina.id, street.carla.id)
        ledger.transfer(
            session, deed_key="owe", cause=Cause.GIFT, giver=accounts[street.amina.id],
            receiver=accounts[street.carla.id], minutes=400, now=street.now,
        )  # fmt: skip

    await street.store.write(owe)
    await changed(street, "floor_minutes", -180, was=-300)
    await changed(street, "ceiling_minutes", 480, was=3_000)

    def look(session: Session) -> dict[int, Account]:
        people = (street.olga.id, street.amina.id, street.ben.id, street.carla.id)
        return account.accounts_of(session, street.bank.id, *people)

    found = await street.store.read(look)
    assert {one: (row.floor_minutes, row.ceiling_minutes) for one, row in found.items()} == {
        street.olga.id: (-180, 480), street.amina.id: (-180, 480), street.carla.id: (-180, 480),
        street.ben.id: (-600, 3_000),
    }  # fmt: skip
    chest = await street.see(account.own_account, street.bank.id, account.Holder.CHEST)
    assert chest.floor_minutes == 0
    # Amina fell lower, and Carla rose higher, than the rules of today allow, when those of then did.
    assert not (await street.see(audit.audit, street.bank.id)).wrong


async def test_one_members_limits(street: Street) -> None:
    """They are set with both figures in the journal, never for oneself, never beyond the bounds, and once."""
    for _ in range(2):
        kept = await street.do(
            limits.set_for, street.ben, street.olga, street.now, floor_minutes=-600, ceiling_minutes=None
        )
    assert (kept.floor_minutes, kept.ceiling_minutes, kept.own_limits) == (-600, None, True)
    [entry] = await journal(street, "account.set_limits")
    assert entry.by_id == street.olga.id
    assert entry.detail == {
        "old_floor_minutes": -300, "old_ceiling_minutes": 3_000, "floor_minutes": -600,
        "ceiling_minutes": None,
    }  # fmt: skip
    for whom, by, floor, ceiling, refusal in (
        (street.ben, street.carla, -60, None, NotFound),
        (street.olga, street.olga, -60, None, OwnCase),
        (street.ben, street.olga, 1, None, HoursLimitOutOfRange),
        (street.ben, street.olga, -6_001, None, HoursLimitOutOfRange),
        (street.ben, street.olga, -60, 30, HoursLimitOutOfRange),
    ):
        with pytest.raises(refusal):
            await street.do(
                limits.set_for, whom, by, street.now, floor_minutes=floor, ceiling_minutes=ceiling
            )
    back = await street.do(
        limits.set_for, street.ben, street.olga, street.now, floor_minutes=-300, ceiling_minutes=3_000
    )
    assert not back.own_limits
