"""`goodturn weight`: a host changes what counts for how much, and the next round goes by it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodturn import weighing
from goodturn.cli import app
from jobs.matching import Weights
from jobs.matching_round import weights_of
from models.timebank import TimeBank


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to start from, with no settings but its own data folder."""
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL", "TIMEZONE", "GEOCODER"):
        monkeypatch.delenv(f"GOODTURN_{name}", raising=False)
    monkeypatch.setenv("GOODTURN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(*words: str) -> Result:
    """What comes of typing that after `goodturn weight`."""
    return CliRunner().invoke(app, ["weight", *words])


def test_every_weight_has_its_reason() -> None:
    """No weight is without a sentence that says what it is and why it is as it is."""
    assert list(weighing.reasons()) == [one.name for one in fields(Weights)]
    assert all(len(reason) > 20 for reason in weighing.reasons().values())


def test_a_weight_is_changed_and_changed_back() -> None:
    """What was set is shown beside its default, and is as usual again after it was reset."""
    assert "near 1\n" in typed("list").output
    assert typed("set", "near", "2.5").exit_code == 0
    assert "near 2.5 (otherwise 1)" in typed("list").output
    assert typed("set", "met", "0").exit_code == 0
    assert typed("reset", "near").exit_code == 0
    listed = typed("list").output
    assert "near 1\n" in listed
    assert "met 0 (otherwise 1.5)" in listed
    assert typed("reset", "all").exit_code == 0
    assert "otherwise" not in typed("list").output.replace("asked is a stranger", "")


@pytest.mark.parametrize(
    ("name", "number"), [("near", "-1"), ("nearness", "1"), ("by_phone", "7"), ("near", "inf")]
)
def test_what_makes_no_sense_is_refused_in_words(name: str, number: str) -> None:
    """A weight that is not there, or a number that it cannot be, changes nothing and is said kindly."""
    refused = typed("set", name, number)
    assert refused.exit_code == 2
    assert "There is no weight" in refused.output or "That cannot be" in refused.output
    assert "otherwise" not in typed("list").output


def test_a_name_that_means_nothing_any_more_breaks_no_round() -> None:
    """A weight that an earlier version knew is passed over."""
    bank = TimeBank(name="Mill Lane", zone="UTC", language="en", weights={"near": 3.0, "gone": 1.0})
    assert weights_of(bank) == Weights(near=3.0)
