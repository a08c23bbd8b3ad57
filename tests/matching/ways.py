"""The two ways through the loops, for tests that hold both to the same answers."""

from __future__ import annotations

import pytest

# The same text as it stands, and as machine code. Whoever compiles does so once, in one process of the tests.
WAYS = [
    pytest.param(False, id="plain"),
    pytest.param(True, id="compiled", marks=pytest.mark.xdist_group("compiled")),
]
