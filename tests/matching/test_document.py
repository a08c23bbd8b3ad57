"""Proves that what docs/matching.md shows is so."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from jobs.matching import Rule, Weights

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")


def test_the_worked_example_prints_what_it_is_said_to() -> None:
    """The example runs as it stands, in a process that knows nothing else, and prints what follows it."""
    [(example, printed)] = re.findall(r"```python\n(.*?)```\s+```text\n(.*?)```", PAGE, re.DOTALL)
    told = subprocess.run(
        [sys.executable, "-c", example], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert told.stdout == printed


def test_every_rule_is_listed_in_its_order() -> None:
    """The table of hard rules has every rule, in the order in which they are looked at."""
    assert re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE) == [rule.name for rule in Rule]


def test_every_weight_is_told_as_it_is() -> None:
    """The table of the score names every part of it with its default, and the settings of calls are told."""
    told = dict(re.findall(r"^\| `([a-z_]+)` \| ([0-9.]+) \|", PAGE, re.MULTILINE))
    apart = {"by_phone", "call_m", "far_call"}
    defaults = {
        field.name: field.default
        for field in fields(Weights)
        if "_half_" not in field.name and field.name not in apart
    }
    assert {name: float(value) for name, value in told.items()} == defaults
    for name in apart:
        assert f"`{name}`" in PAGE
