"""The rules of the house that no other linter knows, read from syntax trees: `python -m tests.house.rules`.

Each rule says why it is there, which modules are exempt from it and why, and is proved to catch a planted sin
in `test_rules.py`. It looks at the rooms that ship; the stand-in for Telegram and the benches are not among
them.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "goodturn", "jobs", "models")


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        name: what it is called.
        why: what goes wrong without it.
        sins: says whether a node of a syntax tree breaks it.
        rooms: where it holds.
        exempt: modules, or folders ending in a slash, in which it does not hold, each with the reason.
    """

    name: str
    why: str
    sins: Callable[[ast.AST], bool]
    rooms: tuple[str, ...] = ROOMS
    exempt: Mapping[str, str] | None = None

    def holds_in(self, module: str) -> bool:
        """Says whether the rule holds in that module, a path from the root of the project."""
        exempt = self.exempt or {}
        return module.partition("/")[0] in self.rooms and not any(
            module == place or (place.endswith("/") and module.startswith(place)) for place in exempt
        )


def called(node: ast.AST) -> tuple[str, str]:
    """Returns what a call calls as owner and name, such as ("datetime", "now"); blanks for no call."""
    if not isinstance(node, ast.Call):
        return "", ""
    if isinstance(node.func, ast.Attribute):
        owner = node.func.value
        inner = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
        return inner, node.func.attr
    return "", getattr(node.func, "id", "")


def formats_markup(node: ast.AST) -> bool:
    """A `parse_mode`, as an argument or as a key, or the messenger's own name for one."""
    if isinstance(node, ast.keyword) and node.arg == "parse_mode":
        return True
    if isinstance(node, ast.Constant) and node.value == "parse_mode":
        return True
    return isinstance(node, ast.alias) and node.name == "ParseMode"


def opens_database(node: ast.AST) -> bool:
    """An engine, a session or a connection of somebody's own."""
    makers = {
        "create_engine", "create_async_engine", "async_sessionmaker", "sessionmaker", "scoped_session",
        "Session", "AsyncSession",
    }  # fmt: skip
    return called(node)[1] in makers or called(node) in {
        (driver, "connect") for driver in ("sqlite3", "psycopg", "aiosqlite")
    }


def ends_transaction(node: ast.AST) -> bool:
    """A commit or a rollback by hand."""
    return called(node)[1] in ("commit", "rollback") and isinstance(node, ast.Call) and not node.args


def reads_clock(node: ast.AST) -> bool:
    """The time of day from the machine; how long something takes may be measured anywhere."""
    return called(node) in {
        ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
        ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
    }  # fmt: skip


def reaches_network(node: ast.AST) -> bool:
    """A client, a connection or a question to another machine."""
    owner, name = called(node)
    clients = {
        "AsyncClient", "Bot", "ClientSession", "HTTPXRequest", "Wire", "create_connection", "open_connection",
        "urlopen",
    }  # fmt: skip
    return name in clients or (
        owner in ("httpx", "requests") and name in ("Client", "get", "post", "put", "request", "stream")
    )


def builds_sql(node: ast.AST) -> bool:
    """A statement that is put together from pieces instead of being given its values."""
    runners = {"text", "execute", "executemany", "executescript", "exec_driver_sql"}
    if called(node)[1] not in runners or not isinstance(node, ast.Call) or not node.args:
        return False
    statement = node.args[0]
    if isinstance(statement, ast.BinOp):
        return isinstance(statement.op, ast.Add | ast.Mod)
    return isinstance(statement, ast.JoinedStr) or called(statement)[1] == "format"


_SCHEMA = "Names of tables, columns and settings cannot be given as values; these are our own."
_FILES = "It reads and copies database files as a whole, with nobody else at work on them."

RULES = (
    Rule(
        "one renderer",
        "Text that is sent as markup anywhere else may carry a member's own '<'. The messenger refuses it, "
        "and the message is lost; or it carries a link that looks like ours.",
        formats_markup,
        exempt={"bot/outgoing.py": "It is the one renderer, and escapes everything."},
    ),
    Rule(
        "one store",
        "A session that the store does not open knows neither its lock nor its retries: hours are then spent "
        "twice, silently.",
        opens_database,
        exempt={
            "models/store.py": "It is the store.",
            "models/migrations/": "Migrations run before there is a store.",
            "models/copying.py": _FILES,
            "goodturn/backup.py": _FILES,
            "goodturn/restoring.py": _FILES,
            "goodturn/simulation/memory.py": "Its database is in memory, for people who never were.",
        },
    ),
    Rule(
        "rules never commit",
        "A rule that commits leaves half of a deed behind when the other half is refused.",
        ends_transaction,
        rooms=("bot", "jobs", "models"),
        exempt={},
    ),
    Rule(
        "one clock",
        "Whatever asks the machine for the time cannot be tested at another one, and the demo's own clock is "
        "not believed.",
        reads_clock,
        exempt={
            "goodturn/process.py": "It is where the clock is handed out.",
            "goodturn/doctor.py": "It looks whether the machine's clock is right.",
            "jobs/timetable.py": "It notices when the machine's clock jumps.",
        },
    ),
    Rule(
        "few doors to the network",
        "A call to another machine inside a transaction holds up everybody, and one to a stranger may tell "
        "where somebody lives.",
        reaches_network,
        exempt={
            "bot/map_service.py": "It asks the map that the host has chosen.",
            "bot/wire.py": "It is the connection to the messenger.",
            "goodturn/process.py": "It opens the connections to the messenger.",
            "goodturn/console.py": "It asks the messenger for the bot's name.",
            "goodturn/doctor.py": "It tries whether the messenger answers.",
            "goodturn/asking.py": "It asks a Goodturn that runs on this machine how it is.",
        },
    ),
    Rule(
        "statements are given their values",
        "Words that are put into a statement are read as part of it.",
        builds_sql,
        exempt={
            "models/store.py": _SCHEMA,
            "goodturn/backup.py": _SCHEMA,
            "goodturn/restoring.py": _SCHEMA,
        },
    ),
)


def sins_in(source: str, module: str) -> Iterator[tuple[int, Rule]]:
    """Finds what breaks a rule in one module.

    Args:
        source: its text.
        module: its path from the root of the project, with slashes.

    Yields:
        the line and the rule.
    """
    rules = [rule for rule in RULES if rule.holds_in(module)]
    for node in ast.walk(ast.parse(source)):
        for rule in rules:
            if rule.sins(node):
                yield getattr(node, "lineno", 0), rule


def all_sins(root: Path = ROOT) -> list[str]:
    """Looks through all the rooms, and returns a line for each sin."""
    found = []
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            module = path.relative_to(root).as_posix()
            for line, rule in sins_in(path.read_text(encoding="utf-8"), module):
                found.append(f"{module}:{line}: {rule.name}. {rule.why}")
    return found


def main() -> int:
    """Prints every sin, and returns the exit code: 1 where there is one."""
    found = all_sins()
    for line in found:
        sys.stdout.write(f"{line}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
