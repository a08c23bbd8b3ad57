"""Proves that neither what people worry about nor the word that calls for help gets into the log."""

from __future__ import annotations

import io

import pytest

from bot.outgoing import Reader
from models.concern import ConcernEntry
from models.received import ReceivedUpdate
from tests.stories.neighbours import Street
from tests.stories.safeguards import gives, raises

WORRY, NOTE, OUTCOME, WORD = (
    "My purse frightens me",
    "Spoke to the parrot",
    "Turquoise outcome",
    "Violet cactus",
)


async def test_worries_and_quiet_words_leave_no_trace(street: Street, log: io.StringIO) -> None:
    """Through a concern, its notes and its end, a quiet word that is chosen and typed, and a messenger that
    fails meanwhile, the log at DEBUG has none of it, and neither has what came in.
    """
    street.refusals_allowed = True
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.says("/profile")
    await ada.taps_each("Change: my visits", "A word that calls help")
    await ada.says(WORD)
    await raises(ada, "Something else", words=WORRY)
    street.messenger.fail_next("sendMessage", status=500, chat_id=olga.person.chat_id)
    await olga.says("/concerns")
    await olga.taps_data("concernread:1")
    await olga.taps_data("concernnote:1")
    await olga.says(NOTE)
    await olga.taps_data("concernclose:1")
    await olga.says(OUTCOME)
    await ada.says(WORD)
    await street.later(minutes=6)
    assert len(await street.rows(ConcernEntry)) == 4
    written = log.getvalue().casefold()
    kept = "".join(row.body for row in await street.rows(ReceivedUpdate)).casefold()
    for words in (WORRY, NOTE, OUTCOME, WORD):
        assert words.casefold() not in written and words.casefold() not in kept
    assert not any("cactus" in message.text.casefold() for message in ada.person.heard)


async def test_what_breaks_quotes_no_worry(
    street: Street, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wording that breaks with somebody's worry in its error is found by its reference alone."""
    street.dead_allowed = True
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await gives(olga, "lead", "Ada")
    await raises(ada, "Something else", words=WORRY)

    def breaks(*_: object) -> str:
        raise ValueError(WORRY)

    with monkeypatch.context() as patch:
        patch.setattr(Reader, "html", breaks)
        await olga.taps_data("concernread:1")
    assert WORRY.casefold() not in log.getvalue().casefold() and "something broke" in log.getvalue()
