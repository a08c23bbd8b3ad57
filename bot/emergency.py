"""Which number calls help at once in a country."""

from __future__ import annotations

from bot.values import Code
from models.timebank import TimeBank

# Elsewhere 112 does, from nearly every mobile phone (GSM 02.30, 3GPP TS 22.101).
NUMBERS = {"AU": "000", "CA": "911", "GB": "999", "NZ": "111", "US": "911"}
ANYWHERE = "112"


def emergency_number(bank: TimeBank) -> Code:
    """Returns the emergency number of the bank's country."""
    return Code(NUMBERS.get(bank.country or "", ANYWHERE))
