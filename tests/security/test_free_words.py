"""Proves that whatever somebody writes is kept alike by both databases and shown letter for letter, in every
place where a member's own words are kept or shown, and that none of it turns our sentences around.
"""

from __future__ import annotations

import unicodedata

import pytest

from models.member import Member
from models.offer import Offer
from models.relayed import RelayedMessage
from models.store import Store
from tests.stories.favours import asks_for_shopping
from tests.stories.joinings import the_rest
from tests.stories.neighbours import opened_street

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
STORM = "a" + "\u0301" * 40
MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\ufeff\u2060"
CONTROLS = "".join(chr(number) for number in [*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0)])
MARKDOWN = r"_*[]()~`>#+-=|{}.!\ "
ODD = [
    f"<b>bold</b> & <i {MARKDOWN}&lt; one{MARKS}two{CONTROLS}three",
    f"'; DROP TABLE x; -- %s {{0}} {{name}} {STORM} {FAMILY * 8} ﷺ שלום مرحبا ไทย",
]


def is_clean(text: str) -> bool:
    """Whether nothing is in a text that turns writing around, hides, or controls a terminal."""
    stormy = "\u0301" * 6 in unicodedata.normalize("NFD", text)
    return not stormy and not (set(MARKS) | set(CONTROLS)) & set(text)


@pytest.mark.parametrize("odd", ODD, ids=["markup", "letters"])
async def test_words_of_any_kind_pass_through_every_room(database_url: str, odd: str) -> None:
    """As a name, an offer, a note, a way to the door, a message to a neighbour and one to an organiser, words
    come out as they went in, but for what nobody can see; the messenger refuses none of them.
    """
    store = Store(database_url)
    async with opened_street(store) as street:
        olga = await street.neighbour("Olga", organiser=True)
        ben = await street.neighbour("Ben", "shopping")
        nora = street.newcomer("Nora")
        await nora.says("/start")
        await nora.taps_each("English", "No other language")
        name = f"Z{odd}"[:30]
        await nora.says(name)
        await nora.taps_each("Yes, I am 18 or over", "Yes, that is fine")
        await nora.shares_location()
        await the_rest(nora)
        await nora.taps_data("offer_add")
        await nora.taps("A friendly visit")
        await nora.says(odd)
        await asks_for_shopping(nora, directions=odd, note=odd)
        await ben.taps("Yes, Tuesday 2pm")
        [agreed] = await street.exchanges()
        await ben.taps_data(f"write:{agreed.id}")
        await ben.says(odd)
        await nora.says("person")
        await olga.taps_data("writehand:1")
        await olga.says(odd)

        [wanted] = await street.requests()
        written = await street.rows(RelayedMessage)
        offers = [row.note for row in await street.rows(Offer) if row.note]
        kept = [wanted.note, wanted.directions, *offers, *(row.text for row in written)]
        assert len(kept) == 5 and len(set(kept)) == 1, "every room keeps the same"
        names = [row.name for row in await street.rows(Member)]
        assert all(is_clean(text) and text for text in (*kept, *names))
        assert any(wanted.note in message.text for message in ben.person.heard), "the helper reads it"
        assert sum(wanted.note in message.text for message in nora.person.heard) >= 2, "and so does the asker"
        for who in (olga, ben, nora):
            assert all(is_clean(message.text.replace("\u2068", "").replace("\u2069", ""))
                       for message in who.person.heard)  # fmt: skip
    await store.close()
