"""Machine code of loops: kept for the next process, and never older than the text."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jobs.matching import compiled

pytestmark = pytest.mark.skipif(not compiled.can_be_fast(), reason="numba is not installed")

LOOPS = """
from room.compiled import fast, loop
from room.rule import limit

@loop
def allowed(age):
    return limit(age)

print(fast(allowed)(17))
"""
RULE = """
from room.compiled import loop

YEARS = {years}

@loop
def limit(age):
    return age >= YEARS
"""


def ask(room: Path) -> str:
    """Runs the loops in a new process."""
    environment = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    told = subprocess.run(
        [sys.executable, "-m", "room.loops"],
        check=True,
        capture_output=True,
        text=True,
        cwd=room.parent,
        env=environment,
    )
    return told.stdout.strip()


def test_a_rule_that_changed_in_another_file_is_never_run_as_it_was(tmp_path: Path) -> None:
    """Machine code that was kept is used again, but not once a rule that it calls has changed elsewhere."""
    room = tmp_path / "room"
    room.mkdir()
    shutil.copy(Path(compiled.__file__), room / "compiled.py")
    (room / "loops.py").write_text(LOOPS)
    (room / "rule.py").write_text(RULE.format(years=16))
    assert ask(room) == "True"
    kept = set(room.glob("__pycache__/loops-*/**/*.nbc"))
    assert kept
    assert ask(room) == "True"
    assert set(room.glob("__pycache__/loops-*/**/*.nbc")) == kept

    (room / "rule.py").write_text(RULE.format(years=18))
    assert ask(room) == "False"


def test_code_is_kept_where_the_host_says_or_where_only_we_can_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that was named comes first, then beside the text, then the user's own cache, then none."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "named"))
    rooms = [tmp_path / name for name in ("one", "two", "three", "four")]
    for room in rooms:
        room.mkdir()
        (room / "rule.py").write_text("YEARS = 18\n")
    named = compiled.kept_in_folder(rooms[0])
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    beside = compiled.kept_in_folder(rooms[1])
    # Files stand where folders should, so that nobody can write there, not even a superuser.
    (rooms[2] / "__pycache__").write_text("")
    (rooms[3] / "__pycache__").write_text("")
    own = compiled.kept_in_folder(rooms[2])
    monkeypatch.setenv("XDG_CACHE_HOME", str(rooms[2] / "__pycache__"))
    nowhere = compiled.kept_in_folder(rooms[3])

    assert named is not None and named.parent == tmp_path / "named"
    assert beside is not None and beside.parent == rooms[1] / "__pycache__"
    assert own is not None and own.parent == tmp_path / "own" / "goodturn"
    assert nowhere is None
