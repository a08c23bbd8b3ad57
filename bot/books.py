"""The books for everybody: how the time bank stands, and how fairly asks and help are spread. No names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bot.books_table import books_file, group_words, reasons
from bot.context import Scene
from bot.heard import Heard
from bot.saying import Button, Reply, Say, reply, say, singly
from bot.values import Length, Several, Value, Words, words
from models import access, books, fairness, member, period
from models.fairness import Dimension, Load, Report, Wishes
from models.small_numbers import Told

F = TypeVar("F")

# On a phone a line of groups must stay a line; the table has all of them.
GROUPS_SHOWN = 5

ASKS = Button(words("button-books-asks"), "books:asks")
HELP = Button(words("button-books-help"), "books:help")
MEANING = Button(words("button-books-meaning"), "books:meaning")
TABLE = Button(words("button-books-table"), "books:table")
BACK = Button(words("button-back-to-books"), "books")


def show(scene: Scene) -> Reply:
    """Shows how the time bank stands; raises NotAMember or WaitingForOrganiser where it is too early."""
    return reply(_standing(scene))


def press(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows another side of the books in place of the one that was tapped; raises as `show` does.

    Raises:
        NotFound: the table is wanted by somebody who is no organiser.
        ValueError: there is no such side.
    """
    member.require_active(scene.member)
    match arguments:
        case []:
            return reply(edit=_standing(scene))
        case ["asks"]:
            return reply(edit=say(*asks(_report(scene)), buttons=singly([HELP, MEANING, BACK])))
        case ["help"]:
            return reply(edit=say(*help_given(_report(scene)), buttons=singly([ASKS, MEANING, BACK])))
        case ["meaning"]:
            return reply(edit=say(*meaning(), buttons=singly([ASKS, HELP, BACK])))
        case ["table"]:
            return _table(scene)
    raise ValueError("no such side of the books")


def _standing(scene: Scene) -> Say:
    stands = books.for_member(scene.session, scene.member, period.last(scene.now))
    wishes = _report(scene).wishes
    parts = [words("books", bank=scene.bank.name, days=period.USUAL_DAYS)]
    if stands.given_minutes is None:
        parts.append(words("books-too-few-took-part"))
    else:
        parts.append(words("books-given", given=Length(stands.given_minutes)))
        if stands.active_members is not None and stands.members is not None:
            parts.append(words("books-active", active=stands.active_members, members=stands.members))
    if wishes is not None:
        parts.append(words("books-filled", filled=wishes.filled, people=wishes.people, asked=wishes.asked))
    parts.append(words("books-chest", balance=Length(stands.chest_minutes)))
    if stands.largest_minutes:
        largest = Several([Length(minutes) for minutes in stands.largest_minutes])
        parts.append(words("books-largest", balances=largest))
    ways = [ASKS, HELP, MEANING]
    return say(*parts, buttons=singly([*ways, TABLE] if scene.member.is_organiser else ways))


def _report(scene: Scene) -> Report:
    return fairness.for_member(scene.session, scene.member, period.last(scene.now))


def asks(report: Report) -> list[Words]:
    """How the asks for help are spread over those who could be asked, a paragraph each."""
    parts, spread = [words("books-asks", days=period.USUAL_DAYS)], report.asks
    if spread is None:
        return [*parts, words("books-too-few-could-be-asked")]
    if spread.asked is None:
        parts.append(words("books-could-be-asked", people=spread.people))
    else:
        parts.append(words("books-were-asked", people=spread.people, asked=spread.asked))
    if spread.usual is not None:
        parts.append(words("books-usual", count=spread.usual))
    if spread.most is not None:
        parts.append(words("books-most-asked", people=spread.most.people, percent=spread.most.percent))
    if spread.gini_percent is not None:
        parts.append(words("books-uneven", percent=spread.gini_percent))
    line = {by: _line(by, told, _load_words) for by, told in report.asks_by.items()}
    by_group = words(
        "books-asks-by",
        area=line[Dimension.AREA],
        language=line[Dimension.LANGUAGE],
        channel=line[Dimension.CHANNEL],
    )
    return [*parts, by_group]


def help_given(report: Report) -> list[Words]:
    """How help is spread over those who asked for it, a paragraph each."""
    parts, wishes = [words("books-help", days=period.USUAL_DAYS)], report.wishes
    if wishes is None:
        return [*parts, words("books-too-few-asked")]
    parts.append(
        words(
            "books-wishes",
            asked=wishes.asked,
            filled=wishes.filled,
            unmet=wishes.unmet,
            unfinished=wishes.unfinished,
            back=wishes.taken_back,
        )
    )
    if wishes.wait_minutes is not None:
        parts.append(words("books-wait", length=Length(wishes.wait_minutes)))
    if report.received is not None and report.received.most is not None:
        most = report.received.most
        parts.append(words("books-most-helped", people=most.people, percent=most.percent))
    line = {by: _line(by, told, _wishes_words) for by, told in report.wishes_by.items()}
    parts += [
        words("books-help-by", area=line[Dimension.AREA], language=line[Dimension.LANGUAGE]),
        words("books-help-by-home", hurdle=line[Dimension.HURDLE], channel=line[Dimension.CHANNEL]),
    ]
    ends = reasons(report)
    if ends:
        said: list[Value] = [
            words("books-group", group=reason, count=count) for reason, count in ends[:GROUPS_SHOWN]
        ]
        parts.append(words("books-ends", list=Several([*said, *_more(len(ends))])))
    return parts


def meaning() -> list[Words]:
    """What the figures that are shown here mean, one definition each."""
    return [words(f"books-means-{figure}") for figure in SHOWN]


# The figures on the screens above, in their order.
SHOWN = ("given", "active", "chest", "could", "most", "gini", "rate", "wait", "received", "hidden")


def _line(dimension: Dimension, told: Told[F], one: Callable[[Value, F], Words]) -> Words:
    """The groups of one comparison in a line, and how many people are in those that are left out."""
    items: list[Value] = [
        one(group_words(dimension, key), figures) for key, figures in told.rows[:GROUPS_SHOWN]
    ]
    items += _more(len(told.rows))
    if told.hidden_people:
        items.append(words("books-hidden", people=told.hidden_people))
    return words("list-line", list=Several(items or [words("books-nothing")]))


def _more(count: int) -> list[Words]:
    """Says how many more of so many there are than are shown, if any."""
    return [words("books-more", count=count - GROUPS_SHOWN)] if count > GROUPS_SHOWN else []


def _load_words(group: Value, load: Load) -> Words:
    return words("books-group", group=group, count=load.for_ten_people)


def _wishes_words(group: Value, wishes: Wishes) -> Words:
    if wishes.filled_percent is None:
        return words("books-group-nothing", group=group)
    if wishes.wait_minutes is None:
        return words("books-group", group=group, count=wishes.filled_percent)
    wait = Length(wishes.wait_minutes)
    return words("books-group-wait", group=group, count=wishes.filled_percent, length=wait)


def _table(scene: Scene) -> Reply:
    """Sends all figures as a table; raises NotFound to all but organisers."""
    span = period.last(scene.now)
    report = fairness.for_organiser(scene.session, scene.member, span)
    access.export(scene.session, scene.member, scene.now)
    stands = books.for_member(scene.session, scene.member, span)
    file = books_file(stands, report, language=scene.language, zone=scene.zone, now=scene.now)
    return reply(say(words("books-table", days=period.USUAL_DAYS), file=file))
