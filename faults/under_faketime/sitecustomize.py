"""Loaded by every process whose clock is moved: libfaketime 0.9.10 breaks `time.sleep`, which is mended here.

Python sleeps until a moment of the monotonic clock, and the library takes that for a moment on the wall.
"""

from __future__ import annotations

import threading
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex) -> None:
    """Waits for something that never comes, which the library leaves alone."""
    wait_s = float(seconds)
    if wait_s < 0:
        raise ValueError("sleep length must be non-negative")
    threading.Event().wait(wait_s)


time.sleep = _sleep
