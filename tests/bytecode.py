"""Lets Python keep what it has compiled, also where it was told not to, before anything large is imported.

The tests start some forty processes, and each would compile every library anew, which takes it three times as
long as to start. What is kept lies in the folder that pytest has for such things, and not beside the sources.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

KEPT = Path(__file__).parents[1] / ".pytest_cache" / "bytecode"

if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(KEPT)
    # The same for every process that is started from here, pytest's own workers included.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
