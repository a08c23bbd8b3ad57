"""`goodturn weight`: what counts for how much when neighbours are matched, each with its reason."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Annotated

import typer

from goodturn import console

if TYPE_CHECKING:
    from sqlmodel import Session

    from models.timebank import TimeBank

app = typer.Typer(help="What counts for how much when neighbours are matched.", no_args_is_help=True)


def reasons() -> dict[str, str]:
    """Returns what each weight is and why it is as it is, as its own description says."""
    from jobs.matching import Weights

    described = inspect.cleandoc(Weights.__doc__ or "").split("Attributes:")[1].split("Raises:")[0]
    found: dict[str, str] = {}
    name = ""
    for line in inspect.cleandoc(described).splitlines():
        begins = re.match(r"(\w+): (.*)", line)
        if begins:
            name, found[begins[1]] = begins[1], begins[2]
        elif name and line.strip():
            found[name] += f" {line.strip()}"
    return found


@app.command("list")
def weight_list() -> None:
    """List all weights with what they are now, their default, and the reason for it."""
    from jobs.matching import Weights

    weights, default = (
        console.with_bank(console.settings(), lambda session, bank: dict(bank.weights)),
        Weights(),
    )
    for name, reason in reasons().items():
        usual = getattr(default, name)
        now = weights.get(name, usual)
        typer.echo(f"{name} {now:g}" + (f" (otherwise {usual:g})" if now != usual else ""))
        typer.echo(f"    {reason}")


# A negative number is a number here, and no option.
@app.command("set", context_settings={"ignore_unknown_options": True})
def weight_set(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Which one, as `goodturn weight list` names it.")
    ],
    value: Annotated[float, typer.Argument(metavar="NUMBER", help="0 or more.")],
) -> None:
    """Let something count for more, or for less, from the next round on."""
    from jobs.matching import Weights

    if name not in reasons():
        console.give_up(f"There is no weight {name}. `goodturn weight list` shows them all.", 2)

    def change(session: Session, bank: TimeBank) -> None:
        _keep(session, bank, bank.weights | {name: value})

    try:
        Weights(**{name: value})
    except ValueError as wrong:
        console.give_up(f"That cannot be: {wrong}.", 2)
    console.with_bank(console.settings(), change)
    typer.echo(f"{name} is {value:g} from the next round on.")


@app.command("reset")
def weight_reset(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which one, or `all`.")],
) -> None:
    """Let something count for as much as it usually does."""

    def change(session: Session, bank: TimeBank) -> None:
        kept = {other: value for other, value in bank.weights.items() if name not in (other, "all")}
        _keep(session, bank, kept)

    if name != "all" and name not in reasons():
        console.give_up(f"There is no weight {name}. `goodturn weight list` shows them all.", 2)
    console.with_bank(console.settings(), change)
    typer.echo("As usual from the next round on.")


def _keep(session: Session, bank: TimeBank, weights: dict[str, float]) -> None:
    from goodturn import process
    from models import journal, timebank

    timebank.weigh(session, bank, weights)
    now = process.clock_of(console.settings())()
    journal.note_host(session, timebank_id=bank.id, act="timebank.weigh", now=now, weights=weights)
