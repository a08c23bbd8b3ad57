"""The report as one page to print: HTML with all that it needs in it, and a chart that is drawn as SVG.

It is one side of A4, reads in the dark, and reads aloud: the chart has its figures in words, and each is in a
table as well. Everything that somebody wrote is escaped; there is no script in it and nothing is fetched.
"""

from __future__ import annotations

from html import escape

from bot.pictures.order import Key, Listing, Page, Weekly

WIDTH, HEIGHT = 720.0, 190.0
LEFT, RIGHT, TOP, FOOT = 34.0, 4.0, 18.0, 24.0
LINES = 4

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --faint: #57606a; --line: #d0d7de;
  --bar: #1f5a96; --tile: #f3f6fa; --mean: #b35900; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181d; --ink: #eef1f4; --faint: #aab4be; --line: #3a444e; --bar: #7db4ea;
    --tile: #1e252c; --mean: #f0a85a; } }
@page { size: A4; margin: 11mm 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 20px; max-width: 800px; background: var(--paper); color: var(--ink);
  font: 15px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { margin: 0; font-size: 26px; line-height: 1.2; }
h2 { margin: 18px 0 6px; font-size: 17px; }
p { margin: 4px 0; }
.when, .small { color: var(--faint); }
.small { font-size: 13px; }
dl.keys { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px; margin: 14px 0 0; }
dl.keys div { background: var(--tile); border: 1px solid var(--line); border-radius: 8px; padding: 9px 12px;
  display: flex; flex-direction: column; }
dl.keys dt { order: 2; font-weight: 600; }
dl.keys dd { margin: 0; }
dl.keys dd.value { order: 1; font-size: 25px; font-weight: 700; line-height: 1.2; }
dl.keys dd.meaning { order: 3; color: var(--faint); font-size: 12.5px; line-height: 1.3; }
.tables { display: grid; grid-template-columns: 1fr 1fr; gap: 0 26px; }
table { width: 100%; border-collapse: collapse; font-size: 13.5px; }
caption { text-align: start; font-weight: 700; font-size: 16px; padding: 14px 0 4px; }
th, td { padding: 3px 8px 3px 0; text-align: start; border-bottom: 1px solid var(--line);
  vertical-align: top; }
th { font-weight: 600; }
thead th { color: var(--faint); font-size: 12.5px; vertical-align: bottom; }
th:not(:first-child), td { text-align: end; padding-right: 0; padding-left: 8px;
  font-variant-numeric: tabular-nums; }
td { white-space: nowrap; }
footer { margin-top: 16px; border-top: 2px solid var(--line); padding-top: 7px; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { fill: var(--ink); font-size: 12px; }
svg .line { stroke: var(--line); stroke-width: 1; }
svg .bar { fill: var(--bar); }
svg .untold { fill: url(#untold); stroke: var(--faint); stroke-width: 1; }
svg .average { stroke: var(--mean); stroke-width: 2; stroke-dasharray: 7 4; }
svg .hatch { stroke: var(--faint); stroke-width: 1.6; }
@media (max-width: 560px) { dl.keys { grid-template-columns: 1fr 1fr; } body { padding: 14px; }
  .tables { grid-template-columns: 1fr; } }
@media print {
  :root { --paper: #fff; --ink: #000; --faint: #444; --line: #bbb; --bar: #1f5a96; --tile: #f6f6f6;
    --mean: #b35900; color-scheme: light; }
  body { padding: 0; max-width: none; font-size: 10.5pt; -webkit-print-color-adjust: exact;
    print-color-adjust: exact; }
  h1 { font-size: 19pt; } h2, caption { font-size: 12pt; padding-top: 9px; } h2 { margin-top: 9px; }
  dl.keys { gap: 7px; margin-top: 9px; } dl.keys div { padding: 6px 9px; break-inside: avoid; }
  dl.keys dd.value { font-size: 18pt; } dl.keys dd.meaning, .small, thead th { font-size: 8.5pt; }
  dl.keys { grid-template-columns: repeat(3, 1fr); } .tables { grid-template-columns: 1fr 1fr; }
  table { font-size: 9.5pt; } th, td { padding-top: 2px; padding-bottom: 2px; }
  tr, svg { break-inside: avoid; }
  svg { max-height: 46mm; } footer { margin-top: 9px; }
}
"""


def write(order: Page) -> bytes:
    """Writes the page, and returns it in UTF-8."""
    chart = ""
    if order.weekly is not None:
        chart = (
            f"<section><h2>{escape(order.weekly.title)}</h2>"
            f"{svg(order.weekly, order.chart_summary)}"
            f'<p class="small">{escape(order.chart_summary)} {escape(order.weekly.meaning)}</p></section>'
        )
    return (
        f'<!doctype html>\n<html lang="{escape(order.language)}" dir="{escape(order.direction)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(order.title)}: {escape(order.subtitle)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f'<body>\n<main>\n<h1>{escape(order.title)}</h1>\n<p class="when">{escape(order.subtitle)}</p>\n'
        f'<dl class="keys">{"".join(_key(one) for one in order.keys)}</dl>\n{chart}\n'
        f'<div class="tables">{"".join(_table(one) for one in order.listings)}</div>\n</main>\n'
        f"<footer>{''.join(f'<p class=small>{escape(note)}</p>' for note in order.notes)}</footer>\n"
        "</body>\n</html>\n"
    ).encode()


def _key(one: Key) -> str:
    return (
        f'<div><dt>{escape(one.name)}</dt><dd class="value">{escape(one.value)}</dd>'
        f'<dd class="meaning">{escape(one.meaning)}</dd></div>'
    )


def _table(one: Listing) -> str:
    """A table whose first column names its rows."""
    if not one.rows:
        return ""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in one.headings)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in one.rows
    )
    note = f'<p class="small">{escape(one.note)}</p>' if one.note else ""
    return (
        f"<section><table><caption>{escape(one.title)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{note}</section>"
    )


def svg(order: Weekly, summary: str) -> str:
    """Draws bars over weeks as SVG, in the colours of the page."""
    values = order.series[0].values
    top = max((value for value in values if value), default=1.0)
    step = _round_step(top / LINES)
    ceiling = step * -(-top // step)
    high = HEIGHT - TOP - FOOT
    wide = (WIDTH - LEFT - RIGHT) / len(values)

    def y(value: float) -> float:
        return round(TOP + high * (1 - value / ceiling), 1)

    label = escape(f"{order.title}. {summary}")
    drawn = [
        f'<svg viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{label}">',
        '<defs><pattern id="untold" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>',
    ]
    for number in range(int(ceiling // step) + 1):
        at = y(number * step)
        drawn.append(f'<line class="line" x1="{LEFT:g}" x2="{WIDTH - RIGHT:g}" y1="{at}" y2="{at}"/>')
        drawn.append(f'<text x="{LEFT - 5:g}" y="{at + 4}" text-anchor="end">{number * step:g}</text>')
    highest = max(range(len(values)), key=lambda place: values[place] or 0)
    for place, value in enumerate(values):
        x = round(LEFT + place * wide + wide * 0.1, 1)
        across = round(wide * 0.8, 1)
        if value is None:
            drawn.append(f'<rect class="untold" x="{x}" y="{y(0) - 8}" width="{across}" height="8"/>')
        elif value:
            drawn.append(
                f'<rect class="bar" x="{x}" y="{y(value)}" width="{across}" height="{y(0) - y(value):.1f}"/>'
            )
        if place == highest and value:
            middle = round(x + across / 2, 1)
            drawn.append(
                f'<text x="{middle}" y="{y(value) - 5}" text-anchor="middle" font-weight="700">'
                f"{escape(order.series[0].labels[place])}</text>"
            )
        if order.weeks[place]:
            drawn.append(f'<text x="{x}" y="{HEIGHT - 7:g}">{escape(order.weeks[place])}</text>')
    if order.average is not None:
        at = y(order.average[0])
        drawn.append(f'<line class="average" x1="{LEFT:g}" x2="{WIDTH - RIGHT:g}" y1="{at}" y2="{at}"/>')
    return "".join([*drawn, "</svg>"])


def _round_step(least: float) -> float:
    """Returns the next number up that people count in: 1, 2, 5, 10, 20, 50 and so on."""
    size = 1.0
    while True:
        for digit in (1, 2, 5):
            if digit * size >= least:
                return digit * size
        size *= 10
