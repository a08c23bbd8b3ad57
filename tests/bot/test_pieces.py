"""Long texts cut into pieces that a messenger takes."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.free_text import clean, length_utf16, pieces


@given(st.text(alphabet=st.sampled_from("ab é\n👨‍👩‍👧‍👦ßك\u0301 "), max_size=300), st.integers(30, 80))
def test_nothing_is_lost_and_no_character_torn(text: str, limit: int) -> None:
    """Every piece fits, all letters are there in order, and no piece begins or ends inside a character."""
    text = clean(text, 10_000)
    found = pieces(text, limit)
    assert all(piece and length_utf16(piece) <= limit for piece in found)
    assert regex.sub(r"\s", "", "".join(found)) == regex.sub(r"\s", "", text)
    whole = [grapheme for grapheme in regex.findall(r"\X", text) if not grapheme.isspace()]
    torn = [grapheme for piece in found for grapheme in regex.findall(r"\X", piece) if not grapheme.isspace()]
    assert torn == whole


def test_words_stay_whole() -> None:
    """A piece ends where a word ends, unless the word alone is longer than that."""
    assert pieces("one two three", 8) == ["one two", "three"]
    assert pieces("onetwothree", 4) == ["onet", "woth", "ree"]
