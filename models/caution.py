"""Caution: what each kind of help involves, and what a time bank had better demand because of it.

The table is a beginning, on the side of caution, for an organiser to read, to change and to confirm before
the bank opens; what a bank really demands stands in `models.demand`. It follows what the law of the nation
calls regulated activity: help with money or shopping because of age, illness or disability, taking somebody
to or from care, and the conduct of somebody's affairs, of each of which one occasion is enough (gov.uk,
"Working with adults in the charity sector: DBS guidance leaflet", 2024; mygov.scot, "Types of disclosure",
2025; nidirect, "AccessNI criminal record checks").

It is no legal advice: a bank may not ask for a check that goes further than the law allows for what is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models import kind
from models.attestation import What
from models.refusals import Refusal
from models.timebank import Nation


class Never(StrEnum):
    """What nobody does through a time bank, whatever checks they have."""

    PERSONAL_CARE = "personal_care"
    MEDICINES = "medicines"
    LIFTING = "lifting"
    CARDS = "cards"
    ATTORNEY = "attorney"
    OVERNIGHT = "overnight"


class NobodyMay(Refusal):
    """Somebody asked for what nobody does through a time bank. Facts: `reason` and `instead`, as words."""

    message = "refusal-nobody-may"


class KindBanned(Refusal):
    """This bank does not arrange that kind of help."""

    message = "refusal-kind-banned"


class Risk(StrEnum):
    """What a kind of help may bring with it."""

    HOME = "home"
    TRANSPORT = "transport"
    MONEY = "money"
    CARE = "care"
    CHILD = "child"


@dataclass(frozen=True)
class Caution:
    """What a kind of help involves, and what it had better demand.

    Attributes:
        risks: what it may bring with it, the first the most telling.
        least_check: None for none.
        reference_count: how many people an organiser had better talk to.
        accompanied: whether a first visit had better be in company.
        banned: whether it had better not be arranged at all.
    """

    risks: tuple[Risk, ...] = ()
    least_check: What | None = None
    reference_count: int = 0
    accompanied: bool = False
    banned: bool = False


_AT_THE_DOOR = (Risk.HOME,)

# Every kind of help of `models.kind`, in its order.
CAUTIONS: dict[str, Caution] = {
    # Bills, cash or shopping for somebody who is frail is regulated activity, and one occasion is enough.
    "shopping": Caution((Risk.MONEY, Risk.HOME), What.ENHANCED_BARRED, 2, accompanied=True),
    "errand": Caution((Risk.MONEY, Risk.HOME), What.ENHANCED_BARRED, 2, accompanied=True),
    # To and from a doctor or hospital it is regulated activity, and nobody knows beforehand where to.
    "lift": Caution((Risk.TRANSPORT,), What.ENHANCED_BARRED, 2),
    "company": Caution((Risk.HOME, Risk.CHILD), What.ENHANCED, 2, accompanied=True),
    "call": Caution((), None, 1),
    "dog": Caution(_AT_THE_DOOR, None, 1, accompanied=True),
    # Letters and forms are soon the conduct of somebody's affairs.
    "letters": Caution((Risk.MONEY, Risk.HOME), What.ENHANCED_BARRED, 2, accompanied=True),
    # Who helps with a phone sees the bank's app on it.
    "computer": Caution((Risk.HOME, Risk.MONEY), What.BASIC, 2, accompanied=True),
    "garden": Caution(_AT_THE_DOOR, What.BASIC, 1, accompanied=True),
    "repair": Caution(_AT_THE_DOOR, What.BASIC, 2, accompanied=True),
    # To cook for somebody is fine; to help somebody eat is personal care.
    "cooking": Caution((Risk.HOME, Risk.CARE), What.ENHANCED, 2, accompanied=True),
    "translation": Caution((), None, 1),
    "sewing": Caution(_AT_THE_DOOR, What.BASIC, 1, accompanied=True),
    # Nobody knows what it will be.
    "other": Caution((Risk.HOME, Risk.CHILD, Risk.CARE), What.ENHANCED, 2, accompanied=True),
}


def of_kind(code: str, nation: Nation) -> Caution:
    """Returns what a kind of help involves and had better demand, in a bank of that nation.

    Where the law knows other checks than the British ones, any check that is demanded is the basic one, so
    that nobody is asked for a paper that is not to be had.

    Raises:
        UnknownKind: there is no such kind of help.
    """
    kind.named(code)
    found = CAUTIONS[code]
    if nation is Nation.OTHER and found.least_check is not None:
        return Caution(found.risks, What.BASIC, found.reference_count, found.accompanied, found.banned)
    return found
