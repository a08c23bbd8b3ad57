"""The quiet word: typed at any time, it calls for help without anybody beside the member noticing.

Only a digest of it is kept, so that nobody who reads the database, the member's own data or the screen of
their phone learns it, and it cannot be shown again.
"""

from __future__ import annotations

import hashlib
import secrets

from sqlmodel import Session

from models.member import Member, require_active
from models.refusals import Refusal

SHORTEST, LONGEST = 4, 40
SALT_BYTES = 16


class WordOutOfRange(Refusal):
    """A word that is typed by chance, or too long to be typed in need. Facts: `least` and `most` letters."""

    message = "refusal-word-out-of-range"


def digest_of(folded: str) -> str:
    """Returns what is kept of a word, which is another thing each time.

    Args:
        folded: as it is compared, without capitals and signs.

    Raises:
        WordOutOfRange: it is too short or too long.
    """
    if not SHORTEST <= len(folded) <= LONGEST:
        raise WordOutOfRange(least=SHORTEST, most=LONGEST)
    salt = secrets.token_hex(SALT_BYTES)
    return f"{salt}:{_digest(salt, folded)}"


def keep(session: Session, who: Member, digest: str) -> None:
    """Keeps what `digest_of` made of a member's word, in place of the one they had.

    Raises:
        NotAMember, WaitingForOrganiser, OnHold: they are no member.
    """
    require_active(who)
    who.quiet_word = digest
    session.add(who)


def drop(session: Session, who: Member) -> None:
    """Lets a member have no such word any more."""
    who.quiet_word = ""
    session.add(who)


def is_it(who: Member, folded: str) -> bool:
    """Says whether what was typed is that member's word and nothing else."""
    if not who.quiet_word or len(folded) > LONGEST:
        return False
    salt, _, digest = who.quiet_word.partition(":")
    return secrets.compare_digest(digest, _digest(salt, folded))


def _digest(salt: str, folded: str) -> str:
    return hashlib.sha256(f"{salt}:{folded}".encode()).hexdigest()
