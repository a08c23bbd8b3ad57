"""What `goodturn simulate` does: it makes towns, lives through them, and tells what came of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from sqlalchemy.exc import SQLAlchemyError

from goodturn import console
from goodturn.simulation import bank, chart, report
from goodturn.simulation.made_up import made_up
from goodturn.simulation.people import Habits
from goodturn.simulation.policies import BY_NAME
from goodturn.simulation.run import Outcome, live_all
from goodturn.simulation.town import Town
from jobs.matching import Weights
from models.store import Store


@dataclass(frozen=True)
class Wanted:
    """What is to be simulated, and where to put it.

    Attributes:
        weights: what counts for how much when neighbours are matched, where something else is to be tried.
    """

    seed: int
    seeds: int
    members: int
    weeks: int
    policies: tuple[str, ...]
    from_bank: bool = False
    weights: dict[str, float] = field(default_factory=dict)
    sensitivity: bool = False
    json_file: Path | None = None
    chart_file: Path | None = None
    folder: Path | None = None


def simulate(wanted: Wanted, now: Callable[[], datetime]) -> None:
    """Lives through the towns and prints, draws and writes down what came of it.

    Args:
        now: the present moment, up to which a real bank is looked at.
    """
    plain, about = _towns(wanted, now)
    about["weights"] = wanted.weights

    def town_of(seed: int) -> Town:
        town = plain(seed)
        weights = {**town.rules.get("weights", {}), **wanted.weights}
        return replace(town, rules={**town.rules, "weights": weights})

    if wanted.folder is not None:
        console.make_folder(wanted.folder)
    variants = variants_of(Habits()) if wanted.sensitivity else {"": Habits()}
    documents: list[dict[str, Any]] = []
    screen = Console()
    first: Outcome | None = None
    whole = True
    for variant, habits in variants.items():
        outcome = _live(wanted, town_of, habits, variant)
        whole = outcome.is_whole
        if outcome.measured:
            title = _title(about, outcome, variant)
            shown = report.tables(outcome, title)
            screen.print(shown)
            documents.append(report.document(outcome, about={**about, "variant": variant or "as assumed"}))
            first = first or outcome
            if wanted.folder is not None:
                _write_table(wanted.folder, shown, variant)
        if not whole:
            break
    if first is None:
        console.give_up("It was stopped before any town had been lived through.")
    _write(wanted, documents, chart.svg(first, _title(about, first, "")))
    if not whole:
        screen.print("It was stopped, and this is what there is so far.")


def variants_of(habits: Habits) -> dict[str, Habits]:
    """Returns other people, to see what depends on the assumptions."""
    return {
        "": habits,
        "a yes half as likely": replace(habits, yes_chance=habits.yes_chance / 2),
        "a yes twice as likely, 95 % at most": replace(
            habits, yes_chance=min(habits.surest, 2 * habits.yes_chance)
        ),
        "nobody does more than they said": replace(
            habits, further=0.0, longer=0.0, free_after_all=0.0, no_common_language=0.0, not_offered=0.0
        ),
        "nobody changes what they asked for": replace(habits, changes=0.0),
        "everybody looks at the board three times as often": replace(
            habits, board_a_week=3 * habits.board_a_week
        ),
    }


def policies_of(written: str) -> tuple[str, ...]:
    """Returns the names of policies as they were written, with commas between them; all for nothing.

    Raises:
        ValueError: one of them is none.
    """
    names = [name.strip().lower() for name in written.split(",") if name.strip()] or list(BY_NAME)
    for name in names:
        if name not in BY_NAME:
            raise ValueError(f"{name} is no policy. There are: {', '.join(BY_NAME)}.")
    return tuple(dict.fromkeys(names))


def weights_of(written: Sequence[str]) -> dict[str, float]:
    """Returns weights that were each written as a name, an equals sign and a number.

    Raises:
        ValueError: there is no such weight, or it cannot be that.
    """
    known = [one.name for one in fields(Weights)]
    found = {}
    for line in written:
        name, _, number = (part.strip() for part in line.partition("="))
        if name not in known:
            raise ValueError(f"{name} is no weight. There are: {', '.join(known)}.")
        try:
            found[name] = float(number)
            Weights(**found)
        except ValueError:
            raise ValueError(f"{line} will not do. Write it as {name}=0.5, with a number above 0.") from None
    return found


def _towns(wanted: Wanted, now: Callable[[], datetime]) -> tuple[Callable[[int], Town], dict[str, Any]]:
    """Returns what makes the town of a seed, and what to say about it."""
    if not wanted.from_bank:
        about = {"people": "made up", "members": wanted.members, "weeks": wanted.weeks}
        return lambda seed: made_up(members=wanted.members, weeks=wanted.weeks, seed=seed), about
    from goodturn import process

    settings = console.settings()
    url = process.database_url(settings)
    console.must_be_there(url)

    async def look() -> bank.Shape:
        store = Store(url)
        try:
            return await store.read(lambda session: bank.shape(session, now()))
        finally:
            await store.close()

    try:
        shape = asyncio.run(look())
    except bank.TooSmall:
        console.give_up("There is hardly anybody in this time bank so far. Leave --from-bank out.")
    except SQLAlchemyError:
        console.give_up(
            "The database cannot be read as it is. Start Goodturn once, so that it is of this version."
        )
    about = {
        "people": "as in this time bank, without names",
        "members": len(shape.people),
        "weeks": wanted.weeks,
        "wishes": "as asked lately" if len(shape.past) >= bank.FEWEST else "made up, as too few were asked",
    }
    return lambda seed: shape.town(seed, wanted.weeks), about


def _live(wanted: Wanted, town_of: Callable[[int], Town], habits: Habits, variant: str) -> Outcome:
    """Lives through all towns, with a bar that says how far it is."""
    seeds = range(wanted.seed, wanted.seed + wanted.seeds)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(variant or "towns", total=float(len(seeds) * len(wanted.policies)))
        names: Sequence[str] = wanted.policies

        def passed(seed: int, policy: str, share: float) -> None:
            done = (seed - wanted.seed) * len(names) + names.index(policy) + share
            told = f"town {seed - wanted.seed + 1} of {wanted.seeds}, {BY_NAME[policy].title}"
            bar.update(task, completed=done, description=f"{variant}: {told}" if variant else told)

        return live_all(town_of, seeds=seeds, policies=names, habits=habits, progress=passed)


def _title(about: dict[str, Any], outcome: Outcome, variant: str) -> str:
    towns = len(outcome.finished)
    many = f"{towns} towns" if towns != 1 else "1 town"
    title = f"{many} of {about['members']} members, {about['weeks']} weeks, people {about['people']}"
    return f"{title}; {variant}" if variant else title


def _write_table(folder: Path, shown: Any, variant: str) -> None:
    plain = Console(record=True, width=140, file=StringIO())
    plain.print(shown)
    name = (
        f"table-{variant.replace(' ', '-').replace('%', 'percent').replace(',', '')}" if variant else "table"
    )
    (folder / f"{name}.txt").write_text(plain.export_text(), encoding="utf-8")


def _write(wanted: Wanted, documents: list[dict[str, Any]], picture: str) -> None:
    """Writes the document and the picture to wherever they are wanted; several variants are a list."""
    text = json.dumps(documents if wanted.sensitivity else documents[0], indent=2) + "\n"
    files = {
        text: (wanted.json_file, "simulation.json"),
        picture: (wanted.chart_file, "simulation.svg"),
    }
    for content, (file, name) in files.items():
        for path in (file, None if wanted.folder is None else wanted.folder / name):
            if path is None:
                continue
            try:
                path.write_text(content, encoding="utf-8")
            except OSError as trouble:
                console.give_up(f"{path} cannot be written ({trouble.strerror}).")
