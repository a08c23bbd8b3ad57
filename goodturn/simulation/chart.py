"""The figures as a picture: plain SVG, which every browser shows and no library is needed for.

All of it stands in the table too. Bars are told apart by the names beside them, never by colour alone.
"""

from __future__ import annotations

from html import escape

from goodturn.simulation.figures import FIGURES, Interval
from goodturn.simulation.policies import BY_NAME, Ours
from goodturn.simulation.report import figures_of, told
from goodturn.simulation.run import Outcome

PANELS = ("filled", "wait_median", "messages_per_filled", "asked_too_often", "against")
WIDTH, NAMES, BAR, GAP, HEAD = 760, 170, 20, 8, 34
PLAIN, OURS, INK = "#8a9ba8", "#1f6f54", "#222222"


def svg(outcome: Outcome, title: str) -> str:
    """Returns the picture as the text of an SVG file."""
    policies = list(outcome.policies)
    panel = HEAD + len(policies) * (BAR + GAP) + 12
    height = 48 + len(PANELS) * panel
    figures = {policy: figures_of(outcome, policy) for policy in policies}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13" fill="{INK}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(_in_words(outcome, figures))}</desc>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="28" font-size="17">{escape(title)}</text>',
    ]
    for place, name in enumerate(PANELS):
        parts += _panel(name, {policy: figures[policy][name] for policy in policies}, 48 + place * panel)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _panel(name: str, values: dict[str, Interval | None], top: float) -> list[str]:
    """Draws one figure for every policy, with its interval as a line on the bar."""
    figure = FIGURES[name]
    known = [one for one in values.values() if one is not None]
    largest = max((one.high or one.mean for one in known), default=0.0) or 1.0
    room = WIDTH - NAMES - 150
    parts = [f'<text x="12" y="{top + 18:.0f}" font-weight="bold">{escape(figure.title)}</text>']
    for row, (policy, one) in enumerate(values.items()):
        y = top + HEAD + row * (BAR + GAP)
        colour = OURS if policy == Ours.name else PLAIN
        parts.append(
            f'<text x="{NAMES - 8}" y="{y + 15:.0f}" text-anchor="end">{escape(BY_NAME[policy].title)}</text>'
        )
        words = told(one, figure.unit).replace("\n", ", ")
        end = NAMES + 4.0
        if one is not None:
            length = room * max(0.0, one.mean) / largest
            parts.append(
                f'<rect x="{NAMES}" y="{y:.0f}" width="{length:.1f}" height="{BAR}" fill="{colour}"/>'
            )
            end = NAMES + length
            if one.low is not None and one.high is not None:
                low, high = (NAMES + room * max(0.0, at) / largest for at in (one.low, one.high))
                middle = y + BAR / 2
                parts.append(
                    f'<path d="M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 5}v10M{high:.1f} '
                    f'{middle - 5}v10" stroke="{INK}" fill="none"/>'
                )
                end = max(end, high)
        parts.append(f'<text x="{end + 8:.1f}" y="{y + 15:.0f}">{escape(words)}</text>')
    return parts


def _in_words(outcome: Outcome, figures: dict[str, dict[str, Interval | None]]) -> str:
    """Returns all numbers of the picture, for whoever cannot see it."""
    return " ".join(
        f"{FIGURES[name].title}: "
        + "; ".join(
            f"{BY_NAME[policy].title} " + told(figures[policy][name], FIGURES[name].unit).replace("\n", ", ")
            for policy in outcome.policies
        )
        + "."
        for name in PANELS
    )
