"""The process as its host meets it: it ends when told to, and says in plain words why it cannot start."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.page.demo_process import Demo, free_port, said_by
from tests.page.phones import Table


async def test_told_to_stop_it_stops(demo: Demo, table: Table) -> None:
    """SIGTERM ends it in good time with exit code 0 while a browser listens, and leaves no database open."""
    assert await demo.end() == 0
    assert sorted(left_in(demo.folder / "demo")) == ["goodturn.db", "goodturn.lock", "messenger.db"]


def left_in(folder: Path) -> list[str]:
    """Returns the names of what is in a folder."""
    return [entry.name for entry in folder.iterdir()]


async def test_a_second_process_is_refused(demo: Demo) -> None:
    """Two processes never share a data folder: the second says who has it and what to do."""
    code, said = await said_by(demo.folder, free_port(), "run")
    assert code == 1
    assert f"Another Goodturn (process {demo.process_id}) is using" in said
    assert "GOODTURN_DATA_DIR" in said
    assert "Traceback" not in said


async def test_a_taken_port_is_said_plainly(tmp_path: Path) -> None:
    """Where something else has the port, the process ends at once and names the setting to change."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, said = await said_by(tmp_path, port, "run")
    assert code == 1
    assert f"Port {port} on this machine cannot be used" in said
    assert "GOODTURN_PORT" in said
    assert "Traceback" not in said


async def test_a_wrong_setting_is_said_plainly(tmp_path: Path) -> None:
    """A time zone that is none is named before anything starts, with the one that was probably meant."""
    code, said = await said_by(tmp_path, free_port(), "run", GOODTURN_TIMEZONE="Europe/Londn")
    assert (code, said.strip()) == (2, "GOODTURN_TIMEZONE is no time zone. Did you mean Europe/London?")
    assert left_in(tmp_path) == []
