"""`goodturn simulate` as it is typed: its options, and nothing that takes long to load."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodturn import console


def simulate(
    seed: Annotated[int, typer.Option(min=0, help="The first town; the same seed gives the same town.")] = 1,
    seeds: Annotated[int, typer.Option(min=1, max=1_000, help="How many towns.")] = 20,
    members: Annotated[int, typer.Option(min=10, max=5_000, help="How many members a town has.")] = 300,
    weeks: Annotated[int, typer.Option(min=1, max=52, help="How many weeks are lived through.")] = 8,
    policies: Annotated[
        str, typer.Option(metavar="NAMES", help="Of board, broadcast, nearest, first and ours, with commas.")
    ] = "",
    from_bank: Annotated[
        bool, typer.Option("--from-bank", help="Your own members and requests, without names. Only read.")
    ] = False,
    weight: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=NUMBER", help="Try another weight, as `goodturn weight list` names them."),
    ] = None,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Again with other people, to see what depends on them.")
    ] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write it all there.")
    ] = None,
    chart_file: Annotated[
        Path | None, typer.Option("--chart", metavar="FILE.svg", help="Draw the main figures there.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Write tables, figures and picture there.")
    ] = None,
) -> None:
    """Show what each way of finding a helper would do for people.

    It lives through weeks of made-up towns with Goodturn's own rules and matching, and with a noticeboard, a
    message to all, and the nearest first. Ctrl+C ends it with what is there so far.
    """
    from goodturn import process
    from goodturn.simulation import command

    if chart_file is not None and chart_file.suffix.lower() != ".svg":
        console.give_up(
            "The picture is drawn as SVG, which every browser shows. Name a file ending in .svg.", 2
        )
    try:
        chosen, weights = command.policies_of(policies), command.weights_of(weight or [])
    except ValueError as wrong:
        console.give_up(str(wrong), 2)
    wanted = command.Wanted(
        seed=seed,
        seeds=seeds,
        members=members,
        weeks=weeks,
        policies=chosen,
        from_bank=from_bank,
        weights=weights,
        sensitivity=sensitivity,
        json_file=json_file,
        chart_file=chart_file,
        folder=out,
    )
    command.simulate(wanted, process.system_clock)
