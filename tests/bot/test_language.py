"""How values become words: each language's own way, safe as HTML, and never half in two languages."""

from __future__ import annotations

import enum
import html
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.free_text import clean, fold, length_utf16, shorten
from bot.language import (
    Code,
    Day,
    Distance,
    Hour,
    Length,
    Moment,
    Raw,
    Several,
    Span,
    Speaker,
    Value,
    Words,
    WordsMissing,
    best_language,
    languages,
    refused,
    speaker,
    words,
)
from models.refusals import Refusal

LONDON = ZoneInfo("Europe/London")
MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 14, tzinfo=UTC)

ENGLISH = """
hello = Hello { $name }, it is <b>{ $when }</b>.
    Come & see.
only-english = For { $length } with { $name }.
nested = You asked for { $kind }.
begins = { CAPITAL($kind) } at last.
kind-shopping = shopping
kind-walk = a <b>walk</b>
chosen = { $kind ->
    [kind-shopping] You buy.
   *[other] You walk.
}
agreed = { $sure ->
    [yes] Agreed.
   *[no] Not agreed.
}
button-go = <b>Go</b> to { $name }
    .hint = A hint for { $name }
ends = From { $name }.
ends-bold = From <b>{ $name }</b>.
within = { $name } came. { $inner } And <b>{ $name }</b>.
dots = { $name }... or { $name }, { $name }? { $name }’s
refusal-test = You have { $minutes }, { $name }. { $until ->
    [none] For good.
   *[other] Until { $until }.
 } { $near_m }
"""
SPANISH = """
hello = Hola { $name }, es <b>{ $when }</b>.
nested = Has pedido { $kind }.
kind-shopping = la compra
button-go = Ir con { $name }
    .hint = Una pista
"""


@pytest.fixture(scope="module")
def tongue(tmp_path_factory: pytest.TempPathFactory) -> Speaker:
    """A speaker with the shipped grammar and a few messages of the tests' own."""
    shipped = Path(__file__).parents[2] / "bot" / "locales"
    folder = tmp_path_factory.mktemp("locales")
    for language, messages in {"en": ENGLISH, "es": SPANISH, "ar": "language-name = العربية"}.items():
        (folder / language).mkdir()
        grammar = shipped / language / "grammar.ftl"
        text = grammar.read_text(encoding="utf-8") if grammar.exists() else messages
        (folder / language / "grammar.ftl").write_text(text, encoding="utf-8")
        (folder / language / "talks.ftl").write_text(messages + "\nsaid = { $value }\n", encoding="utf-8")
    return Speaker(folder)


def say(tongue: Speaker, message: Words, language: str = "en") -> str:
    """Say something to somebody in London, in November 2026."""
    return tongue.say(message, language=language, zone=LONDON, now=NOW)


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (Length(90), "1 hour 30 minutes", "1 hora y 30 minutos"),
        (Length(60), "1 hour", "1 hora"),
        (Length(1), "1 minute", "1 minuto"),
        (Length(0), "0 hours", "0 horas"),
        (Length(121), "2 hours 1 minute", "2 horas y 1 minuto"),
        (Length(-120), "minus 2 hours", "menos 2 horas"),
        (Length(60 * 1200), "1,200 hours", "1.200 horas"),
        (Moment(TUESDAY), "Tuesday 24 November, 2pm", "martes 24 de noviembre, a las 14:00"),
        (
            Moment(TUESDAY.replace(minute=5)),
            "Tuesday 24 November, 2:05pm",
            "martes 24 de noviembre, a las 14:05",
        ),
        (Day(date(2026, 11, 24)), "Tuesday 24 November", "martes 24 de noviembre"),
        (Day(date(2027, 9, 18)), "Saturday 18 September", "sábado 18 de septiembre"),
        (Day(date(2027, 9, 19)), "Sunday 19 September 2027", "domingo 19 de septiembre de 2027"),
        (Day(date(2025, 11, 24)), "Monday 24 November 2025", "lunes 24 de noviembre de 2025"),
        (Day(date(2026, 1, 5)), "Monday 5 January", "lunes 5 de enero"),
        (Hour(time(14)), "2pm", "las 14:00"),
        (Hour(time(14, 30)), "2:30pm", "las 14:30"),
        (Hour(time(1)), "1am", "la 1:00"),
        (Hour(time(0)), "midnight", "medianoche"),
        (Hour(time(12)), "midday", "las 12:00"),
        (Hour(time(0, 30)), "12:30am", "las 0:30"),
        (Hour(time(12, 30)), "12:30pm", "las 12:30"),
        (
            Span(TUESDAY, TUESDAY + timedelta(hours=2)),
            "Tuesday 24 November, 2pm to 4pm",
            "martes 24 de noviembre, de las 14:00 a las 16:00",
        ),
        (
            Span(TUESDAY, TUESDAY + timedelta(hours=11)),
            "Tuesday 24 November, 2pm to Wednesday 25 November, 1am",
            "del martes 24 de noviembre, a las 14:00, al miércoles 25 de noviembre, a la 1:00",
        ),
        (Distance(0), "less than 1 km", "menos de 1 km"),
        (Distance(999.9), "less than 1 km", "menos de 1 km"),
        (Distance(1000), "1 to 3 km", "de 1 a 3 km"),
        (Distance(3000), "3 to 5 km", "de 3 a 5 km"),
        (Distance(5000), "more than 5 km", "más de 5 km"),
        (Several(["Ada"]), "Ada", "Ada"),
        (Several(["Ada", "Ben"]), "Ada and Ben", "Ada y Ben"),
        (Several(["Ada", "Ben", "Inés"]), "Ada, Ben and Inés", "Ada, Ben e Inés"),
        (Several(["agua", "hielo"]), "agua and hielo", "agua y hielo"),
        (Several(["Ada", "Íñigo"]), "Ada and Íñigo", "Ada e Íñigo"),
        (Several([Length(60), 3]), "1 hour and 3", "1 hora y 3"),
        (1200, "1,200", "1.200"),
        (Code("2026"), "2026", "2026"),
    ],
)
def test_values_read_as_each_language_says_them(
    tongue: Speaker, value: Value, english: str, spanish: str
) -> None:
    """Lengths, days, times, distances, lists and numbers read well in English and in Spanish."""
    assert say(tongue, words("said", value=value)) == english
    assert say(tongue, words("said", value=value), "es") == spanish


def test_a_moment_is_told_in_the_readers_zone(tongue: Speaker) -> None:
    """One moment is 2pm in London and 3pm in Madrid, and can be another day further east."""
    moment = words("said", value=Moment(TUESDAY))
    assert tongue.say(moment, language="en", zone=MADRID, now=NOW) == "Tuesday 24 November, 3pm"
    auckland = tongue.say(moment, language="en", zone=ZoneInfo("Pacific/Auckland"), now=NOW)
    assert auckland == "Wednesday 25 November, 3am"


def test_the_clocks_going_back_and_a_leap_day_are_told_right(tongue: Speaker) -> None:
    """Moments on both sides of the end of summer time, and 29 February, have the right wall time."""
    before, after = datetime(2026, 10, 24, 13, tzinfo=UTC), datetime(2026, 10, 25, 13, tzinfo=UTC)
    assert say(tongue, words("said", value=Moment(before))) == "Saturday 24 October, 2pm"
    assert say(tongue, words("said", value=Moment(after))) == "Sunday 25 October, 1pm"
    assert say(tongue, words("said", value=Day(date(2028, 2, 29)))) == "Tuesday 29 February 2028"


def test_what_has_no_meaning_is_refused_when_made() -> None:
    """A moment without a zone, a day with a time, and a list of nothing cannot be made."""
    for make in (
        lambda: Moment(datetime(2026, 1, 1)),
        lambda: Span(datetime(2026, 1, 1), NOW),
        lambda: Several([]),
    ):
        with pytest.raises(ValueError, match=r"must know|empty list"):
            make()
    with pytest.raises(TypeError):
        Day(NOW)


def test_names_are_escaped_and_bold_is_kept(tongue: Speaker) -> None:
    """A name cannot be markup, our own bold stays, and a bare & of ours is escaped."""
    said = say(tongue, words("hello", name="<b>Eve</b> & co", when=Moment(TUESDAY)))
    assert said == (
        "Hello &lt;b&gt;Eve&lt;/b&gt; &amp; co, it is <b>Tuesday 24 November, 2pm</b>.\nCome &amp; see."
    )


def test_plain_text_has_neither_markup_nor_escapes(tongue: Speaker) -> None:
    """A button's label shows names as they are and no tags."""
    label = tongue.plain(words("button-go", name="Tom & <Jo>"), language="en", zone=LONDON, now=NOW)
    assert label == "Go to Tom & <Jo>"


def test_a_name_cannot_pretend_to_be_another_value(tongue: Speaker) -> None:
    """The marks that stand for values mean nothing in what a person typed, nor do Fluent's braces."""
    said = say(tongue, words("only-english", length=Length(60), name="\ue0000\ue001 { $length }"))
    assert said == "For 1 hour with \ue0000\ue001 { $length }."


@pytest.mark.parametrize(
    ("message", "name", "text"),
    [
        ("ends", "Amy C.", "From Amy C."),
        ("ends", "Amy", "From Amy."),
        ("ends", "\u05d0\u05d1.", "From \u2068\u05d0\u05d1.\u2069"),
        ("ends", "well...", "From well..."),
        ("ends", "<b>.", "From &lt;b&gt;."),
        ("ends-bold", "Amy C.", "From <b>Amy C.</b>"),
        ("ends-bold", "Amy", "From <b>Amy</b>."),
        ("within", "Amy C.", "Amy C. came. From Amy C. And <b>Amy C.</b>"),
        ("dots", "Amy C.", "Amy C.... or Amy C., Amy C.? Amy C.’s"),
    ],
)
def test_a_name_with_an_initial_ends_a_sentence_by_itself(
    tongue: Speaker, message: str, name: str, text: str
) -> None:
    """A value that ends in a full stop is followed by no other one, also where it is bold, isolated or within
    other words; everything else stays as it is written."""
    values: dict[str, Value] = {"name": name}
    if message == "within":
        values["inner"] = words("ends", name=name)
    assert say(tongue, words(message, **values)) == text
    plain = tongue.plain(words(message, **values), language="en", zone=UTC, now=NOW)
    assert plain == html.unescape(text.replace("<b>", "").replace("</b>", ""))


def test_only_foreign_directions_are_isolated(tongue: Speaker) -> None:
    """An Arabic name is isolated in English, an English one in Arabic; links and codes never."""
    assert say(tongue, words("said", value="ليلى")) == "\u2068ليلى\u2069"
    assert say(tongue, words("said", value="Ada"), "ar") == "\u2068Ada\u2069"
    assert say(tongue, words("said", value="Ada")) == "Ada"
    assert say(tongue, words("said", value=Raw("https://t.me/x?a=1&b")), "ar") == "https://t.me/x?a=1&amp;b"
    in_file = tongue.plain(words("said", value="ليلى"), language="en", zone=UTC, now=NOW, isolate=False)
    assert in_file == "ليلى"


def test_dangerous_letters_never_reach_the_reader(tongue: Speaker) -> None:
    """Direction overrides, NUL and storms of marks are gone from what is said, whoever forgot to clean."""
    said = say(tongue, words("said", value="A\u202eda\x00 Z" + "\u0301" * 50))
    assert said == "Ada Ź" + "\u0301" * 4


def test_a_text_of_full_length_is_said_whole(tongue: Speaker) -> None:
    """A value of 4,000 letters comes out whole, though Fluent itself gives up at 2,500."""
    assert say(tongue, words("said", value="x" * 4000)) == "x" * 4000


def test_words_within_words(tongue: Speaker) -> None:
    """A message can speak of another, begin with it in a capital, and choose by its id or by yes and no."""
    assert say(tongue, words("nested", kind=Words("kind-shopping")), "es") == "Has pedido la compra."
    assert say(tongue, words("nested", kind=Words("kind-walk"))) == "You asked for a <b>walk</b>."
    assert say(tongue, words("begins", kind=Words("kind-shopping"))) == "Shopping at last."
    assert say(tongue, words("chosen", kind=Words("kind-shopping"))) == "You buy."
    assert say(tongue, words("chosen", kind=Words("kind-walk"))) == "You walk."
    assert say(tongue, words("agreed", sure=True)) == "Agreed."
    assert say(tongue, words("agreed", sure=False)) == "Not agreed."
    assert say(tongue, words("button-go.hint", name="Ada")) == "A hint for Ada"


def test_what_is_missing_in_spanish_is_said_in_english_and_logged_once(tongue: Speaker) -> None:
    """A message missing in Spanish comes in English, its values too, and is logged once, without names."""
    message = words("only-english", length=Length(60), name="Ada")
    with capture_logs() as logs:
        assert say(tongue, message, "es") == "For 1 hour with Ada."
        assert say(tongue, message, "es") == "For 1 hour with Ada."
    assert [(entry["id"], entry["language"]) for entry in logs] == [("only-english", "es")]
    assert "Ada" not in str(logs)


def test_what_is_missing_in_english_is_a_bug(tongue: Speaker) -> None:
    """An unknown message, attribute or value in English raises instead of showing a hole."""
    for broken in (Words("nowhere"), Words("button-go.nowhere"), words("hello", name="Ada"), Words("-term")):
        with pytest.raises(WordsMissing):
            say(tongue, broken)


def test_a_refusal_is_worded_from_its_facts(tongue: Speaker) -> None:
    """Minutes become a length, metres a band, moments, days and None read well, enums give their value."""

    class NotThen(Refusal):
        message: ClassVar[str] = "refusal-test"

    class Colour(enum.Enum):
        RED = "red"

    facts = {"minutes": 90, "name": "<Ada>", "until": None, "near_m": 1500.0}
    assert (
        say(tongue, refused(NotThen(**facts)))
        == "You have 1 hour 30 minutes, &lt;Ada&gt;. For good. 1 to 3 km"
    )
    args: Mapping[str, Value] = refused(
        NotThen(
            at=NOW,
            day=NOW.date(),
            hour=time(9),
            spent_minutes=5,
            who=["a", "b"],
            colour=Colour.RED,
            n=3,
            ok=True,
        )
    ).args
    assert args == {
        "at": Moment(NOW), "day": Day(NOW.date()), "hour": Hour(time(9)), "spent_minutes": Length(5),
        "who": Several(["a", "b"]), "colour": "red", "n": 3, "ok": True,
    }  # fmt: skip
    with pytest.raises(TypeError):
        refused(NotThen(what=object()))


def test_the_shipped_languages_and_who_gets_which() -> None:
    """English and Spanish are shipped with their own names, and a tag finds the nearest of them."""
    assert languages() == {"en": "English", "es": "Español"}
    assert best_language("es-MX") == "es"
    assert best_language("ES_419") == "es"
    assert best_language("en-GB") == "en"
    assert best_language("xx") == best_language(None) == best_language("") == "en"
    assert best_language("zh-hant-tw", ["en", "zh-Hant"]) == "zh-Hant"
    assert speaker().knows("length-hours", "es")
    assert not speaker().knows("length-nothing", "es")


@given(st.text(), st.sampled_from(["en", "es", "ar"]))
def test_whatever_is_typed_the_html_stays_whole(tongue: Speaker, text: str, language: str) -> None:
    """No typed text adds a tag or a broken entity, and unescaping gives back what was cleaned."""
    said = say(tongue, words("said", value=text), language)
    assert not re.search(r"[<>]|&(?!(?:amp|lt|gt);)", said)
    assert html.unescape(said).strip("\u2068\u2069") == clean(text, 4096)


@given(st.text(), st.integers(1, 200), st.booleans())
def test_cleaning_is_safe_and_done_once(text: str, limit: int, one_line: bool) -> None:
    """Cleaned text fits, is NFC, has no control or direction signs, and cleaning it again changes nothing."""
    cleaned = clean(text, limit, one_line=one_line)
    assert length_utf16(cleaned) <= limit
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", cleaned
    )
    assert "\n" not in cleaned or not one_line
    assert clean(cleaned, limit, one_line=one_line) == cleaned
    cleaned.encode("utf-8")


FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Ada \t Lovelace ", "Ada Lovelace"),
        ("e\u0301", "é"),
        ("A\x00B\u202eC\u2066D", "ABCD"),
        ("a\r\nb\n\n\n\nc", "a\nb\n\nc"),
        ("\u3164\u2800\u200d", ""),
        ("\u0301\u0301Ada", "Ada"),
        (FAMILY, FAMILY),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800", ""),
        ("נִקּוּד", unicodedata.normalize("NFC", "נִקּוּד")),
    ],
)
def test_cleaning_keeps_what_people_mean(text: str, cleaned: str) -> None:
    """Spaces, accents, families of emoji and joined letters survive; what only deceives does not."""
    assert clean(text, 100) == cleaned


def test_a_cut_never_falls_inside_an_emoji() -> None:
    """A family of four is kept whole or left out whole, and one line stays one."""
    assert length_utf16(FAMILY) == 11
    assert clean("ab" + FAMILY, 12) == "ab"
    assert clean("ab" + FAMILY, 13) == "ab" + FAMILY
    assert clean("a\nb", 10, one_line=True) == "a b"


def test_shortening_ends_at_a_word() -> None:
    """What is too long ends at a word with an ellipsis; what fits is left alone; a giant word is cut."""
    assert shorten("Walk the dog", 12) == "Walk the dog"
    assert shorten("Walk the dog now", 12) == "Walk the…"
    assert shorten("Walk the dogs", 13) == "Walk the dogs"
    assert shorten("Donaudampfschiff", 8) == "Donauda…"
    assert shorten("ab" + FAMILY, 5) == "ab…"


@given(st.text(), st.integers(1, 50))
def test_shortened_texts_fit(text: str, limit: int) -> None:
    """A shortened text never has more UTF-16 units than asked."""
    assert length_utf16(shorten(text, limit)) <= limit


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("¡Sí, Mañana!", "si manana"),
        ("Can't", "cant"),
        ("2️⃣", "2"),
        ("Shopping 🛒", "shopping"),
        ("٢٤", "24"),
        ("STRASSE straße", "strasse strasse"),
        ("\u2068Ada\u2069_B", "ada b"),
        ("👍", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    """Case, accents, emoji, signs and scripts of digits make no difference when two texts are compared."""
    assert fold(text) == folded
