"""Loops: plain Python over arrays, which numba turns into machine code where a town is large.

There is one text of each rule and of each step of the assignment. A small bank runs it as it stands, needs no
compiler and waits for none; a large town runs the very same text a few hundred times faster:

    @loop
    def sums(values, into): ...

    sums(values, into)                 # as it stands
    fast(sums)(values, into)           # compiled, by the first call or from the cache beside this file

Numba is loaded by `fast` and by nothing else, so a process that never calls it never pays for it.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

_LOOPS: set[Callable[..., Any]] = set()


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

    called: dict[str, Any] = {
        name: fast(value)
        for name in function.__code__.co_names
        if (value := function.__globals__.get(name)) in _LOOPS
    }
    # A copy that sees the compiled loops under the names of the plain ones.
    copied = types.FunctionType(
        function.__code__, function.__globals__ | called, function.__name__, function.__defaults__
    )
    compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True)(copied)
    return compiled
