"""Loops: plain Python over arrays, which numba turns into machine code where a town is large.

There is one text of each rule and of each step of the assignment. A small bank runs it as it stands, needs no
compiler and waits for none; a large town runs the very same text a few hundred times faster:

    @loop
    def sums(values, into): ...

    sums(values, into)                 # as it stands
    fast(sums)(values, into)           # compiled, by the first call or from the cache beside this file

Numba is loaded by `fast` and by nothing else, so a process that never calls it never pays for it.

Machine code is kept for the next process. Numba by itself notices only when the file of a function changes,
and not when a rule does that the function calls from another file, or a number that it takes from there; so
what is kept stands under a name that is made of the whole room's text, and an upgrade never runs old rules.
"""

from __future__ import annotations

import hashlib
import os
import types
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

_LOOPS: set[Callable[..., Any]] = set()
_ROOM = Path(__file__).parent


def loop(function: F) -> F:
    """Marks a function as one that can be compiled: it takes arrays and numbers and calls only its like."""
    _LOOPS.add(function)
    return function


def can_be_fast() -> bool:
    """Whether numba is installed."""
    return find_spec("numba") is not None


@cache
def fast(function: Callable[..., Any]) -> Callable[..., Any]:
    """Returns a loop as machine code, with all the loops that it calls.

    Raises:
        ImportError: numba is not installed.
    """
    import numba

    kept_in = kept_in_folder(_ROOM)
    if kept_in is not None:
        # The setting exists only once numba has read its own surroundings, so no type checker sees it.
        vars(numba.config)["CACHE_DIR"] = str(kept_in)
    called: dict[str, Any] = {
        name: fast(value)
        for name in function.__code__.co_names
        if (value := function.__globals__.get(name)) in _LOOPS
    }
    # A copy that sees the compiled loops under the names of the plain ones.
    copied = types.FunctionType(
        function.__code__, function.__globals__ | called, function.__name__, function.__defaults__
    )
    compiled: Callable[..., Any] = numba.njit(cache=kept_in is not None, nogil=True)(copied)
    return compiled


@cache
def kept_in_folder(room: Path) -> Path | None:
    """Returns the folder in which machine code of a room's loops is kept: one for each text of the room.

    It is in what `NUMBA_CACHE_DIR` names, otherwise beside the text, otherwise in the user's own cache;
    never where strangers could put machine code of theirs.

    Args:
        room: the folder of the Python files that hold the loops and all that these call.

    Returns:
        None where nothing can be written: the loops are then compiled by each process anew.
    """
    text = hashlib.sha256()
    for file in sorted(room.glob("*.py")):
        text.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    named = os.environ.get("NUMBA_CACHE_DIR")
    beside, own = room / "__pycache__", Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    for folder in [Path(named)] if named else [beside, own / "goodturn"]:
        kept_in = folder / f"loops-{text.hexdigest()[:16]}"
        try:
            kept_in.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(kept_in, os.W_OK):
            return kept_in
    return None
