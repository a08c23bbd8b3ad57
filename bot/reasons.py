"""Reasons: why somebody is asked to help, in words for the one who is asked and for an organiser.

The bits are those of the matching engine, as they stand in an invitation.
"""

from __future__ import annotations

from bot.flows.kinds import kind_words
from bot.values import Several, Value, Words, words
from models.invitation import Invitation
from models.member import Member
from models.request import Request

SHOWN, SHOWN_TO_ORGANISER = 2, 4
# The reasons that are worth telling, the most personal first: what is told to the one who is asked, and what
# to an organiser. What lies in the request alone, such as that it has waited, is no answer to "why they".
TOLD: tuple[tuple[int, str, str], ...] = (
    (2048, "reason-named", "why-named"),
    (32, "reason-met", "why-met"),
    (1024, "reason-skilled", "why-skilled"),
    (8, "reason-near", "why-near"),
    (16, "reason-by-phone", "why-by-phone"),
    (1, "reason-kind", "why-kind"),
    (2, "reason-free", "why-free"),
    (4, "", "why-language"),
    (64, "reason-rested", "why-rested"),
    (128, "reason-newcomer", "why-newcomer"),
)


def for_helper(bits: int, wanted: Request, asker: Member) -> list[Words]:
    """Says to somebody why they are asked, at most two reasons, the most personal first."""
    told = [message for bit, message, _ in TOLD if bits & bit and message]
    return [words(message, kind=kind_words(wanted.kind), name=asker.name) for message in told[:SHOWN]]


def for_organiser(asked: Invitation) -> Words | None:
    """Says to an organiser why a member was asked; None where nothing of it is known.

    Whoever came forward was not asked at all.
    """
    if asked.wave == 0:
        return words("why-came-forward")
    told: list[Value] = [words(message) for bit, _, message in TOLD if asked.reasons & bit]
    return words("why-all", reasons=Several(told[:SHOWN_TO_ORGANISER])) if told else None
