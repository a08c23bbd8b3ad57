"""Proves that organisers can read in the journal everything that is written into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.language import languages, speaker
from models.access import Read

HOUSE = Path(__file__).parents[2]
# An act is a noun and a verb with a point between them.
WRITTEN = re.compile(r'"((?:[a-z_]+)\.(?:[a-z_]+))"')
NOUNS = {
    "account", "acting", "alarm", "announcement", "attestation", "call", "claim", "concern",
    "demand", "exchange", "explanation", "group", "hand", "host", "hours", "hours_wanted",
    "impression", "intake", "member", "offer", "organiser", "overdue", "picture", "poll",
    "report", "request", "role", "setting", "spending", "task", "timebank", "transfer",
    "wellbeing",
}  # fmt: skip
ROOMS = {"bot", "goodturn", "jobs", "models"}
# Put together where they are written.
OTHERS = {"hours.grant", "hours.write_off"}


def acts() -> set[str]:
    """Every act that is named in the rules, in files that write into the journal."""
    found = set(OTHERS)
    for file in sorted((HOUSE / "models").glob("*.py")):
        text = file.read_text(encoding="utf-8")
        if "journal.note(" in text:
            # The names of foreign keys and of modules look alike.
            found |= {
                act
                for act in WRITTEN.findall(text)
                if not act.endswith(".id") and act.partition(".")[0] not in ROOMS
            }
    return found


def test_each_noun_is_known() -> None:
    """Every act begins with a noun that is known here, so that none is passed over."""
    assert {act.partition(".")[0] for act in acts()} <= NOUNS
    assert len(acts()) > 60


@pytest.mark.parametrize("language", list(languages()))
def test_every_act_has_its_words(language: str) -> None:
    """No act is told by its code, and neither is anything that was read."""
    wanted = {*acts(), *(f"read.{what.value}" for what in Read)}
    ids = {act: f"act-{act.replace('.', '-').replace('_', '-')}" for act in wanted}
    assert sorted(act for act, told in ids.items() if not speaker().knows(told, language)) == []
    assert [what for what in Read if not speaker().knows(f"readings-{what.value}", language)] == []
