"""The calendar file that goes with an agreement, and with its end."""

from __future__ import annotations

from bot.calendar_file import calendar_file
from bot.context import Scene
from bot.flows.kinds import kind_words
from bot.saying import File
from bot.values import words
from bot.wording import member_words
from models import exchange
from models.exchange import Exchange
from models.member import Member


def visit_file(scene: Scene, standing: Exchange, other: Member) -> File:
    """Makes the file for one of the two. The same UID and a higher SEQUENCE let a calendar change or drop it.

    It holds no directions, because calendars are shared and backed up where we cannot take them back.
    """
    ended = standing.state in (exchange.State.CANCELLED, exchange.State.DROPPED)
    helping = standing.helper_id == scene.member.id
    kind = kind_words(standing.kind)
    summary = (
        words("document-visit-you-help", name=member_words(other), kind=kind)
        if helping
        else words("document-visit-helps-you", name=member_words(other), kind=kind)
    )
    content = calendar_file(
        uid=f"exchange-{standing.id}.{int(standing.agreed_at.timestamp())}@{scene.bot_username or 'bot'}",
        sequence=standing.sequence,
        status="CANCELLED" if ended else "CONFIRMED",
        starts_at=standing.starts_at,
        minutes=standing.minutes,
        summary=scene.plain(summary),
        description=scene.plain(words("document-visit-more", bank=scene.bank.name)),
        location="",
        organizer_name=scene.bank.name,
        now=scene.now,
    )
    return File(scene.plain(words("document-visit-file")) + ".ics", content)
