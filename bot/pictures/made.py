"""An order in, a file out. Whoever calls this loads what draws, so nobody does it while people wait."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from bot.pictures import order as orders
from bot.pictures.order import Made, Order


def make(order: Order, instead: Order | None = None) -> Made:
    """Makes what was ordered.

    Args:
        instead: the same in a language that can always be written, for a picture whose own language has
            letters that are not at hand.
    """
    match order:
        case orders.Weekly() | orders.Rows() | orders.Map():
            from bot.pictures.map import can_be_written

            if instead is not None and not all(can_be_written(text) for text in texts_of(order)):
                return _drawn(instead)
            return _drawn(order)
        case orders.Workbook():
            from bot.pictures.workbook import write

            return Made(write(order))
        case orders.Table():
            from bot.table_file import table_file

            return Made(table_file("table", order.headings, order.rows, language=order.language).content)
        case orders.Page():
            from bot.pictures.page import write as write_page

            return Made(write_page(order))
    raise TypeError(f"an order of type {type(order).__name__} cannot be made")


def _drawn(order: Order) -> Made:
    from bot.pictures import charts
    from bot.pictures import map as maps

    match order:
        case orders.Weekly():
            return Made(charts.weekly(order))
        case orders.Rows():
            return Made(charts.rows(order))
        case orders.Map():
            return maps.draw(order)
    raise TypeError(f"an order of type {type(order).__name__} is no picture")


def texts_of(order: Any) -> list[str]:
    """Returns every text that an order wants written, but for names of places, which are left away where they
    cannot be."""
    if isinstance(order, str):
        return [order]
    if isinstance(order, tuple):
        return [text for one in order for text in texts_of(one)]
    if is_dataclass(order):
        left_out = ("landmarks", "country")
        return [
            text
            for field in fields(order)
            if field.name not in left_out
            for text in texts_of(getattr(order, field.name))
        ]
    return []
