"""Kinds of help: what neighbours do for one another, as short codes whose names live in the Fluent files.

The order never changes and new kinds go to the end, because the matching engine uses the place in this list
as a bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.refusals import Refusal


class UnknownKind(Refusal):
    """Nobody here knows that kind of help."""

    message = "refusal-unknown-kind"


class Paying(StrEnum):
    """Whether whoever gives a kind of help pays for something in it; see `models.spending`."""

    NEVER = "never"
    SOMETIMES = "sometimes"
    USUALLY = "usually"


@dataclass(frozen=True)
class Kind:
    """One kind of help.

    Attributes:
        code: what the database keeps.
        from_chair: it can be done by phone or from home, so distance is no limit.
        can_be_by_phone: it is a visit, and where nobody can come, much of it can be done by phone.
        usual_minutes: what is suggested first when somebody asks for it.
        paying: whether the helper pays for something in it. Bills are not among it, so help with letters
            never does.
    """

    code: str
    from_chair: bool = False
    can_be_by_phone: bool = False
    usual_minutes: int = 60
    paying: Paying = Paying.NEVER


KINDS: tuple[Kind, ...] = (
    Kind("shopping", paying=Paying.USUALLY),
    Kind("errand", usual_minutes=30, paying=Paying.USUALLY),
    Kind("lift", paying=Paying.SOMETIMES),
    Kind("company", can_be_by_phone=True),
    Kind("call", from_chair=True, usual_minutes=30),
    Kind("dog", usual_minutes=30),
    Kind("letters", can_be_by_phone=True, usual_minutes=30),
    Kind("computer", can_be_by_phone=True),
    Kind("garden", usual_minutes=120, paying=Paying.SOMETIMES),
    Kind("repair", paying=Paying.SOMETIMES),
    Kind("cooking", usual_minutes=120, paying=Paying.SOMETIMES),
    Kind("translation", from_chair=True, usual_minutes=30),
    Kind("sewing", paying=Paying.SOMETIMES),
    Kind("other", paying=Paying.SOMETIMES),
)

CODES: tuple[str, ...] = tuple(kind.code for kind in KINDS)
_BY_CODE = {kind.code: kind for kind in KINDS}


def named(code: str) -> Kind:
    """Returns the kind with that code.

    Raises:
        UnknownKind: there is none.
    """
    if code not in _BY_CODE:
        raise UnknownKind()
    return _BY_CODE[code]


def bit(code: str) -> int:
    """Returns the place of that kind in a bitmap of kinds."""
    return CODES.index(code)
