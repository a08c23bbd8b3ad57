"""Where Python speaks: which message ids its source asks for, read from its syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_SPEAKING = frozenset({"Words", "words"})
_ID = re.compile(r"-?[a-zA-Z][a-zA-Z0-9_-]*(?:\.[a-zA-Z][a-zA-Z0-9_-]*)?")
_BEGINNING_OF_ID = re.compile(r"[a-z][a-z0-9]*-")


@dataclass(frozen=True)
class Use:
    """One place where a message is asked for.

    Attributes:
        id: the message, or None when only part of its id is written there.
        pattern: what ids it can be.
        shown: the id as written, with "…" for the parts that are known only when it runs.
        given: the names of the values given; None when they cannot be told from the source.
    """

    path: Path
    line: int
    id: str | None
    pattern: re.Pattern[str]
    shown: str
    given: frozenset[str] | None


@dataclass(frozen=True)
class Uses:
    """All that the source asks for.

    Attributes:
        said: calls of `Words` and `words`, and the `message` of each refusal.
        texts: every other string, which may be an id kept in a table.
        patterns: every string put together that begins like an id.
    """

    said: tuple[Use, ...]
    texts: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def mention(self, name: str) -> bool:
        """Return whether a message of that name may be asked for."""
        if name in self.texts or any(use.pattern.fullmatch(name) for use in self.said):
            return True
        return any(pattern.fullmatch(name) for pattern in self.patterns)


def uses_in(sources: Sequence[Path]) -> Uses:
    """Read all the Python below some folders.

    Args:
        sources: folders; one that does not exist is empty.

    Returns:
        what they ask for. A file that is no valid Python raises SyntaxError, as it would anywhere else.
    """
    said: list[Use] = []
    texts: set[str] = set()
    patterns: dict[str, re.Pattern[str]] = {}
    for path in sorted(path for source in sources for path in source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            said += _said(node, path)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr | ast.BinOp):
                pattern = _pattern(node)
                if pattern and _BEGINNING_OF_ID.match(_shown(node)):
                    patterns[pattern.pattern] = pattern
    return Uses(tuple(said), frozenset(texts), tuple(patterns.values()))


def _said(node: ast.AST, path: Path) -> Iterator[Use]:
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        first = (
            node.args[0] if node.args else next((kw.value for kw in node.keywords if kw.arg == "id"), None)
        )
        if name in _SPEAKING and first is not None:
            yield from _asked(first, path, _given(node, name))
    elif isinstance(node, ast.ClassDef):
        for statement in node.body:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else None
            if isinstance(statement, ast.AnnAssign):
                target = statement.target
            if (
                isinstance(target, ast.Name)
                and target.id == "message"
                and isinstance(statement, ast.Assign | ast.AnnAssign)
            ):
                value = statement.value if _is_refusal(node) else None
                yield from _asked(value, path, None) if value is not None else ()


def _is_refusal(node: ast.ClassDef) -> bool:
    """Tell a refusal by its own name or its parents', since the source is not run."""
    names = [
        node.name,
        *(base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases),
    ]
    return any("Refusal" in name for name in names)


def _asked(node: ast.expr, path: Path, given: frozenset[str] | None) -> Iterator[Use]:
    if isinstance(node, ast.IfExp):
        yield from _asked(node.body, path, given)
        yield from _asked(node.orelse, path, given)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _ID.fullmatch(node.value):
            yield Use(path, node.lineno, node.value, re.compile(re.escape(node.value)), node.value, given)
    elif (pattern := _pattern(node)) and _shown(node).strip("…"):
        yield Use(path, node.lineno, None, pattern, _shown(node), given)


def _given(node: ast.Call, name: str) -> frozenset[str] | None:
    """The names of the values given in a call, or None when some come from elsewhere."""
    if name == "words":
        names = [keyword.arg for keyword in node.keywords]
        return None if None in names else frozenset(filter(None, names))
    table = (
        node.args[1]
        if len(node.args) > 1
        else next((kw.value for kw in node.keywords if kw.arg == "args"), None)
    )
    if table is None:
        return frozenset()
    if not isinstance(table, ast.Dict):
        return None
    keys = [key.value for key in table.keys if isinstance(key, ast.Constant)]
    return frozenset(map(str, keys)) if len(keys) == len(table.keys) else None


def _parts(node: ast.expr) -> list[str | None]:
    """A string put together, as its known parts; None for what is known only when it runs."""
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.JoinedStr():
            return [part for value in node.values for part in _parts(value)]
        case ast.BinOp(op=ast.Add()):
            return _parts(node.left) + _parts(node.right)
    return [None]


def _shown(node: ast.expr) -> str:
    return "".join("…" if part is None else part for part in _parts(node))


def _pattern(node: ast.expr) -> re.Pattern[str] | None:
    parts = _parts(node)
    if not any(parts) or not isinstance(node, ast.JoinedStr | ast.BinOp):
        return None
    return re.compile("".join(".+" if part is None else re.escape(part) for part in parts))
