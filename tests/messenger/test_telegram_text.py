"""Telegram's formatted text: what is kept, what is found, and that nothing of it can become markup."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messenger.entities import clean, find, parse_html, render_html, settle, units

PARSED = [
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("👍<u>é</u>", "👍é", [("underline", 2, 1)]),
    ("<s>x</s><del>y</del>", "xy", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
    ("&lt;&amp;&gt;&quot;&#233;&#x1F44D;&nbsp;", '<&>"é👍&nbsp;', []),
    ("<code>1</code>", "1", [("code", 0, 1)]),
    ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
    ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
    ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ('<a href="https://a.org/?b=1&amp;c=2">x</a>', "x", [("text_link", 0, 1)]),
    ("<b></b>x", "x", []),
    ("  <b> x </b>  ", "x", [("bold", 0, 1)]),
]


@pytest.mark.parametrize(("source", "text", "entities"), PARSED, ids=[source for source, _, _ in PARSED])
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Each tag of Telegram's subset becomes an entity, counted in UTF-16 units, edges trimmed."""
    plain, found = settle(*parse_html(source))
    assert plain == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def test_links_and_languages_are_kept() -> None:
    """A link keeps its address with entities resolved, code keeps its language, a moment its time."""
    assert parse_html('<a href="https://a.org/?b=1&amp;c=2">x</a>')[1][0]["url"] == "https://a.org/?b=1&c=2"
    assert parse_html('<pre><code class="language-python">x</code></pre>')[1][0]["language"] == "python"
    moment = parse_html('<tg-time unix="1795510800" format="wDT">soon</tg-time>')[1][0]
    assert (moment["unix_time"], moment["date_time_format"]) == (1795510800, "wDT")


def test_links_commands_and_mentions_are_found() -> None:
    """The service marks addresses, commands, mentions and hashtags by itself, but not inside code."""
    text = "👍 /start@goodturn_bot see https://t.me/goodturn_bot?start=a. Ask @priya_b #help me@a.org"
    raw = text.encode("utf-16-le")
    found = {
        raw[entity["offset"] * 2 :][: entity["length"] * 2].decode("utf-16-le"): entity["type"]
        for entity in find(text, [])
    }
    assert found == {
        "/start@goodturn_bot": "bot_command",
        "https://t.me/goodturn_bot?start=a": "url",
        "@priya_b": "mention",
        "#help": "hashtag",
        "me@a.org": "email",
    }
    assert [e["type"] for e in settle(*parse_html("<code>/start</code> and 1/2"))[1]] == ["code"]


@given(st.text())
def test_escaped_text_comes_back_unchanged(text: str) -> None:
    """Whatever a person types, escaped for HTML, is shown as they typed it and carries no formatting."""
    cleaned = clean(text)
    plain, entities = parse_html(html.escape(cleaned))
    assert (plain.replace("&#x27;", "'"), entities) == (cleaned, [])


@given(
    st.lists(
        st.tuples(st.sampled_from(["b", "i", "u", "s", "tg-spoiler", "blockquote"]), st.text()), max_size=6
    )
)
def test_formatting_survives_a_round_trip(parts: list[tuple[str, str]]) -> None:
    """Text rendered back to HTML parses to the same text and the same entities."""
    source = "".join(f"<{tag}>{html.escape(clean(text), quote=False)}</{tag}>" for tag, text in parts)
    nested = f"<i>{source}</i>" if source else ""
    text, entities = parse_html(nested)
    ordered = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    again, entities_again = parse_html(render_html(text, ordered))
    key = lambda entity: (entity["offset"], -entity["length"], entity["type"])  # noqa: E731
    assert again == text
    assert sorted(entities_again, key=key) == sorted(ordered, key=key)


@given(st.text())
def test_length_is_counted_in_utf_16(text: str) -> None:
    """The length of a text is what JavaScript, Java and Telegram's clients say it is."""
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_control_characters_and_bidi_overrides_are_dropped() -> None:
    """NUL and its like become spaces, overrides of direction vanish, line breaks stay."""
    assert clean("a\0b\tc\nd\u202ee\r\n") == "a b c\nde\n"
