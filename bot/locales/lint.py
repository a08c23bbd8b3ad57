"""Checks every language file: against English, against the Python that speaks, and against the house's voice.

Run as `python -m bot.locales.lint`; it prints one line a finding (file, line, sentence) and ends with 1 if
any.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from rapidfuzz import process

from bot.locales.samples import wordings
from bot.locales.uses import Uses, uses_in
from bot.locales.voice import faults

SOURCE = "en"
HERE = Path(__file__).parent
ROOMS = ("bot", "goodturn", "jobs", "models")
FUNCTIONS = frozenset({"NUMBER", "CAPITAL"})
# How a language builds its dates and lists is its own affair: it need not use every value it is given.
OWN_AFFAIR = ("date-", "length-", "list-")
# Each choice between variants multiplies the wordings of a message; more than this add nothing new.
MOST_WORDINGS = 300


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to put right.

    Attributes:
        path: the file.
        line: counted from 1.
        sentence: what is wrong, for whoever writes the words.
    """

    path: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


@dataclass(frozen=True)
class Entry:
    """A message, a term or an attribute of one, and where it stands.

    Attributes:
        name: "id", "-term", "id.attribute" or "-term.attribute".
        value: its pattern; None for a message that has only attributes.
    """

    name: str
    path: Path
    line: int
    value: ast.Pattern | None

    def finding(self, sentence: str) -> Finding:
        """Say something about this entry."""
        return Finding(self.path, self.line, sentence)


class Mentions(Visitor):
    """What a pattern refers to: variables, other entries, functions.

    Fluent's visitor finds its methods by the names of its own classes, hence theirs.
    """

    def __init__(self, value: ast.Pattern | None) -> None:
        self.variables: set[str] = set()
        self.entries: set[str] = set()
        self.functions: set[str] = set()
        self.visit(value)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.entries.add(node.id.name + (f".{node.attribute.name}" if node.attribute else ""))

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.entries.add(f"-{node.id.name}" + (f".{node.attribute.name}" if node.attribute else ""))
        self.generic_visit(node)

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802
        self.functions.add(node.id.name)
        self.generic_visit(node)


@dataclass(frozen=True)
class Catalogue:
    """All the words of one language."""

    language: str
    entries: dict[str, Entry]
    findings: tuple[Finding, ...]

    def variables(self, name: str, seen: frozenset[str] = frozenset()) -> set[str]:
        """Return the variables that saying an entry needs, those of the messages it refers to included."""
        if name in seen or name not in self.entries:
            return set()
        mentions = Mentions(self.entries[name].value)
        # A term has only the arguments written beside it, never the message's own.
        inner = [one for one in mentions.entries if not one.startswith("-")]
        return mentions.variables.union(*(self.variables(one, seen | {name}) for one in inner))


def catalogue(folder: Path) -> Catalogue:
    """Read the files of one language.

    Args:
        folder: `…/locales/<language>`.

    Returns:
        its entries, and findings for what could not be read and for names given twice.
    """
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.ftl")):
        source = path.read_text(encoding="utf-8")
        for node in FluentParser().parse(source).body:
            if isinstance(node, ast.Junk):
                where = node.annotations[0].span if node.annotations else node.span
                said = node.annotations[0].message if node.annotations else "it cannot be read"
                findings.append(Finding(path, _line(source, where), f"not valid Fluent: {said}"))
            for entry in _entries(node, path, source):
                if entry.name in entries:
                    first = entries[entry.name]
                    findings.append(
                        entry.finding(f"{entry.name} is written twice, first in {first.path.name}")
                    )
                else:
                    entries[entry.name] = entry
    return Catalogue(folder.name, entries, tuple(findings))


def _line(source: str, span: ast.Span | None) -> int:
    return source.count("\n", 0, span.start if span else 0) + 1


def _entries(node: ast.EntryType, path: Path, source: str) -> Iterator[Entry]:
    if isinstance(node, ast.Message | ast.Term):
        name = node.id.name if isinstance(node, ast.Message) else f"-{node.id.name}"
        yield Entry(name, path, _line(source, node.id.span), node.value)
        for attribute in node.attributes:
            name_of_it = f"{name}.{attribute.id.name}"
            yield Entry(name_of_it, path, _line(source, attribute.id.span), attribute.value)


def lint(locales: Path = HERE, sources: Sequence[Path] | None = None) -> list[Finding]:
    """Check all languages.

    Args:
        locales: the folder with one folder for each language, English among them.
        sources: folders of Python that speaks; by default our own rooms.

    Returns:
        the findings, in the order of files and lines; empty when all is well.
    """
    if sources is None:
        sources = [HERE.parents[1] / room for room in ROOMS]
    catalogues = [catalogue(folder) for folder in sorted(path for path in locales.iterdir() if path.is_dir())]
    catalogues = [one for one in catalogues if one.entries or one.findings]
    english = next((one for one in catalogues if one.language == SOURCE), Catalogue(SOURCE, {}, ()))
    findings: set[Finding] = set()
    for one in catalogues:
        findings.update(one.findings, _references(one), _voice(one))
        if one.language != SOURCE:
            findings.update(_against_english(one, english, locales / one.language))
    uses = uses_in(sources)
    findings.update(_python_against_english(uses, english), _unused(uses, english))
    return sorted(findings)


def _references(catalogue: Catalogue) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        mentions = Mentions(entry.value)
        for name in sorted(mentions.entries - catalogue.entries.keys()):
            yield entry.finding(
                f"{entry.name} refers to {name}, which does not exist{_nearest(name, catalogue.entries)}"
            )
        for name in sorted(mentions.functions - FUNCTIONS):
            yield entry.finding(f"{entry.name} calls {name}, which is no function of ours")


def _voice(catalogue: Catalogue) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if entry.value is None or entry.name.startswith("-"):
            continue
        patterns = {name: one.value for name, one in catalogue.entries.items()}
        for text in islice(wordings(entry.value, patterns, catalogue.language), MOST_WORDINGS):
            for fault in faults(entry.name, text, catalogue.language):
                yield entry.finding(f"{entry.name}: {fault}")


def _against_english(other: Catalogue, english: Catalogue, folder: Path) -> Iterator[Finding]:
    for name, entry in english.entries.items():
        # Terms are a language's own tools, and another language may need none or others.
        if name not in other.entries and not name.startswith("-"):
            yield Finding(folder / entry.path.name, 1, f"{name} is missing in {other.language}")
    for name, entry in other.entries.items():
        if name.startswith("-"):
            continue
        if name not in english.entries:
            yield entry.finding(f"{name} is not in English{_nearest(name, english.entries)}")
            continue
        ours, theirs = english.variables(name), other.variables(name)
        if (entry.value is None) != (english.entries[name].value is None):
            yield entry.finding(f"{name} has a text of its own in one language only")
        for variable in sorted(theirs - ours):
            # English may not need what another language chooses by, where the pattern is given everything.
            if not name.startswith(OWN_AFFAIR):
                yield entry.finding(
                    f"{name} speaks of ${variable}, which is not in English{_nearest(variable, ours)}"
                )
        for variable in sorted(ours - theirs):
            if not name.startswith(OWN_AFFAIR):
                yield entry.finding(f"{name} leaves out ${variable}, which is in English")


def _python_against_english(uses: Uses, english: Catalogue) -> Iterator[Finding]:
    for use in uses.said:
        if use.id is None:
            if not any(use.pattern.fullmatch(name) for name in english.entries):
                yield Finding(use.path, use.line, f"no message is called like {use.shown}")
        elif use.id not in english.entries:
            yield Finding(use.path, use.line, f"{use.id} has no words{_nearest(use.id, english.entries)}")
        elif use.given is not None:
            for variable in sorted(english.variables(use.id) - use.given):
                yield Finding(use.path, use.line, f"{use.id} speaks of ${variable}, which is not given here")


def _unused(uses: Uses, english: Catalogue) -> Iterator[Finding]:
    used = {name for name in english.entries if uses.mention(name)}
    # A message with a used attribute, or the other way round, is used, and so is all that it refers to.
    waiting = list(used)
    while waiting:
        name = waiting.pop()
        whole = name.partition(".")[0]
        family = {one for one in english.entries if one == whole or one.startswith(f"{whole}.")}
        reached = (family | Mentions(english.entries[name].value).entries) & english.entries.keys() - used
        used |= reached
        waiting += reached
    for name, entry in english.entries.items():
        if name not in used:
            yield entry.finding(f"{name} is never used")


def _nearest(name: str, names: Iterable[str]) -> str:
    found = process.extractOne(name, list(names), score_cutoff=75)
    return f"; was {found[0]} meant?" if found else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the findings and return the exit status: 0 when all is well, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bot.locales.lint", description=__doc__)
    parser.add_argument("--locales", type=Path, default=HERE, help="the folder with one folder a language")
    parser.add_argument("--sources", type=Path, nargs="*", default=None, help="folders of Python that speaks")
    options = parser.parse_args(arguments)
    findings = lint(options.locales, options.sources)
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
