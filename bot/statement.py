"""A member's own hours, from the first to the last: each entry in words, and all of them as a file."""

from __future__ import annotations

from bot.context import Scene
from bot.flows.kinds import kind_words
from bot.language import speaker
from bot.saying import Reply, reply, say
from bot.table_file import Cell, table_file
from bot.values import Length, Moment, Words, words
from bot.wording import member_words
from models import exchange, ledger, member
from models.ledger import Cause, Transfer

# More than anybody gives and gets in ten years; reading them all must not hold up the others.
ROWS_AT_MOST = 1_000


def entry_words(scene: Scene, row: Transfer, account_id: int) -> Words:
    """One line of the statement: who helped whom, never debit and credit."""
    gained = row.to_account_id == account_id
    length, day = Length(row.minutes), Moment(row.made_at)
    if row.cause is Cause.EXCHANGE and row.exchange_id is not None:
        standing = exchange.get(scene.session, scene.bank.id, row.exchange_id)
        day = Moment(standing.starts_at)
        name = member_words(member.get(scene.session, scene.bank.id, standing.other(scene.member)))
        told = "entry-you-helped" if gained else "entry-helped-you"
        return words(told, name=name, length=length, day=day, kind=kind_words(standing.kind))
    return words(f"entry-{row.cause.value}", length=length, day=day, gained=gained)


def statement(scene: Scene) -> Reply:
    """Sends a member their own hours as a table, the oldest entry first, each with the balance after it."""
    member.require_active(scene.member)
    account = ledger.account_of(scene.session, scene.bank.id, scene.member.id)
    rows = ledger.entries(scene.session, account, limit=ROWS_AT_MOST)
    if not rows:
        return reply(say(words("hours-empty")))
    balance_minutes = ledger.standing(scene.session, account).balance_minutes
    lines: list[list[Cell]] = []
    for row in rows:
        minutes = row.minutes if row.to_account_id == account.id else -row.minutes
        day = row.made_at.astimezone(scene.zone).date()
        lines.append([day, _plain(scene, entry_words(scene, row, account.id)), minutes, balance_minutes])
        balance_minutes -= minutes
    columns = ("day", "what", "minutes", "balance")
    file = table_file(
        _plain(scene, words("document-statement-file")),
        [_plain(scene, words(f"document-statement-{column}")) for column in columns],
        reversed(lines),
        language=scene.language,
    )
    return reply(say(words("statement", count=len(lines)), file=file))


def _plain(scene: Scene, what: Words) -> str:
    """Words as they stand in a file that a machine reads again: without the marks that keep names apart."""
    return speaker().plain(what, language=scene.language, zone=scene.zone, now=scene.now, isolate=False)
