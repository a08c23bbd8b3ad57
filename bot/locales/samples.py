"""A message as people would see it: every wording of its variants, with sample values in its variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fluent.syntax import ast

# By the last part of a variable's name. A sample is as long as the value is on an ordinary day.
_SAMPLES: dict[str, dict[str, str]] = {
    "en": {
        "length": "1 hour 30 minutes",
        "moment": "Tuesday 24 November, 2pm",
        "day": "Tuesday 24 November",
        "weekday": "Wednesday",
        "hour": "2pm",
        "distance": "1 to 3 km",
        "kind": "shopping",
    },
    "es": {
        "length": "1 hora y 30 minutos",
        "moment": "martes 24 de noviembre, a las 14:00",
        "day": "martes 24 de noviembre",
        "weekday": "miércoles",
        "hour": "las 14:00",
        "distance": "de 1 a 3 km",
        "kind": "compras",
    },
}
_MEANINGS: dict[str, str] = {
    **dict.fromkeys(("length", "minutes", "balance", "given", "received", "took", "duration"), "length"),
    **dict.fromkeys(("moment", "when", "at", "starts", "ends", "due", "by"), "moment"),
    **dict.fromkeys(("day", "date", "until", "since"), "day"),
    "weekday": "weekday",
    **dict.fromkeys(("hour", "time"), "hour"),
    **dict.fromkeys(("distance", "m"), "distance"),
    **dict.fromkeys(("kind", "what", "skill", "title"), "kind"),
}
_NUMBERS = frozenset(
    {"count", "number", "people", "hours", "days", "weeks", "times", "year", "hour12", "hour24"}
)
_NAME = "Rosa"
_NUMBER = "6"


def _sample(variable: str, language: str) -> str:
    last = variable.replace("_", "-").rpartition("-")[2]
    if last in _NUMBERS:
        return _NUMBER
    return _SAMPLES.get(language, _SAMPLES["en"]).get(_MEANINGS.get(last, ""), _NAME)


def wordings(
    pattern: ast.Pattern, patterns: Mapping[str, ast.Pattern | None], language: str, depth: int = 0
) -> Iterator[str]:
    """Word a pattern in every way that its variants allow.

    Args:
        pattern: of a message.
        patterns: all the patterns of the language by name, for those it refers to.
        language: whose samples to use; English ones where it has none.
        depth: how many references deep this is; a circle ends at 5.

    Yields:
        one text for each combination of variants.
    """
    yield from _joined(list(pattern.elements), patterns, language, depth)


def _joined(
    elements: list[ast.TextElement | ast.Placeable],
    patterns: Mapping[str, ast.Pattern | None],
    language: str,
    depth: int,
) -> Iterator[str]:
    if not elements:
        yield ""
        return
    first, rest = elements[0], elements[1:]
    begins = [first.value] if isinstance(first, ast.TextElement) else None
    for beginning in begins or _worded(first, patterns, language, depth):
        for ending in _joined(rest, patterns, language, depth):
            yield beginning + ending


def _worded(
    node: ast.SyntaxNode, patterns: Mapping[str, ast.Pattern | None], language: str, depth: int
) -> Iterator[str]:
    match node:
        case ast.Placeable():
            yield from _worded(node.expression, patterns, language, depth)
        case ast.SelectExpression():
            for variant in node.variants:
                yield from _joined(list(variant.value.elements), patterns, language, depth)
        case ast.StringLiteral():
            yield node.parse()["value"]
        case ast.NumberLiteral():
            yield node.value
        case ast.VariableReference():
            yield _sample(node.id.name, language)
        case ast.FunctionReference() if node.arguments.positional:
            for text in _worded(node.arguments.positional[0], patterns, language, depth):
                yield text[:1].upper() + text[1:] if node.id.name == "CAPITAL" else text
        case ast.MessageReference() | ast.TermReference():
            name = ("-" if isinstance(node, ast.TermReference) else "") + node.id.name
            inner = patterns.get(f"{name}.{node.attribute.name}" if node.attribute else name)
            if inner is None or depth >= 5:
                yield name
            else:
                yield from wordings(inner, patterns, language, depth + 1)
        case _:
            yield _NAME
