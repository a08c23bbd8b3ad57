"""That the lint of the language files finds what it should, and leaves good words alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.locales.lint import lint, main
from bot.locales.samples import wordings
from bot.locales.voice import BANNED, faults

ROOT = Path(__file__).parents[2]
Look = Callable[..., list[str]]

SPEAKING = 'words("hello")\nwords("thanks", name=1)\n'
ENGLISH = "hello = Hello.\nthanks = Thank you, { $name }.\n"
SPANISH = "hello = Hola.\nthanks = Gracias, { $name }.\n"


@pytest.fixture
def findings(tmp_path: Path) -> Look:
    """Lint some words and some Python, and return what was found as text, paths relative."""

    def look(en: str = ENGLISH, es: str = SPANISH, python: str = SPEAKING) -> list[str]:
        for path, text in {"en/talks.ftl": en, "es/talks.ftl": es, "room/door.py": python}.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        found = lint(tmp_path, [tmp_path / "room"])
        return [str(one).removeprefix(f"{tmp_path}/") for one in found]

    return look


def test_good_words_pass(findings: Look) -> None:
    """Words that are whole, used and in both languages give no finding."""
    assert findings() == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"es": "hello = Hola.\n"}, "es/talks.ftl:1: thanks is missing in es"),
        (
            {"es": SPANISH + "helo = Hola.\n"},
            "es/talks.ftl:3: helo is not in English; was hello meant?",
        ),
        (
            {"es": "hello = Hola.\nthanks = Gracias, { $nombre }.\n"},
            "es/talks.ftl:2: thanks leaves out $name, which is in English",
        ),
        (
            {"es": "hello = Hola.\nthanks = Gracias, { $names } y { $name }.\n"},
            "es/talks.ftl:2: thanks speaks of $names, which is not in English; was name meant?",
        ),
        (
            {"es": "hello = Hola.\n    .hint = Pista\nthanks = Gracias, { $name }.\n"},
            "es/talks.ftl:2: hello.hint is not in English; was hello meant?",
        ),
        (
            {"en": ENGLISH + "    .hint = A hint\n"},
            "es/talks.ftl:1: thanks.hint is missing in es",
        ),
        (
            {"es": SPANISH + "hello = Hola otra vez.\n"},
            "es/talks.ftl:3: hello is written twice, first in talks.ftl",
        ),
        ({"es": SPANISH + "broken = { $name\n"}, 'es/talks.ftl:4: not valid Fluent: Expected token: "}"'),
        (
            {"es": "hello = Hola, { -bank }.\nthanks = Gracias, { $name }.\n"},
            "es/talks.ftl:1: hello refers to -bank, which does not exist",
        ),
        (
            {"es": "hello = { CAPITALS($name) }.\nthanks = Gracias, { $name }.\n"},
            "es/talks.ftl:1: hello calls CAPITALS, which is no function of ours",
        ),
        ({"python": 'words("hello")\n'}, "en/talks.ftl:2: thanks is never used"),
        ({"python": SPEAKING + 'Words("helo")\n'}, "room/door.py:3: helo has no words; was hello meant?"),
        (
            {"python": SPEAKING + 'words(f"kind-{kind}")\n'},
            "room/door.py:3: no message is called like kind-…",
        ),
        (
            {"python": SPEAKING + 'words("kind-" + kind)\n'},
            "room/door.py:3: no message is called like kind-…",
        ),
        (
            {"python": SPEAKING + 'words("hello" if early else "bye")\n'},
            "room/door.py:3: bye has no words",
        ),
        (
            {"python": SPEAKING + 'words("thanks", nmae=1)\n'},
            "room/door.py:3: thanks speaks of $name, which is not given here",
        ),
        (
            {"python": SPEAKING + 'Words("thanks", {"nmae": 1})\n'},
            "room/door.py:3: thanks speaks of $name, which is not given here",
        ),
        (
            {
                "python": SPEAKING
                + 'class NotThen(Refusal):\n    message: ClassVar[str] = "refusal-not-then"\n'
            },
            "room/door.py:4: refusal-not-then has no words",
        ),
        (
            {"python": SPEAKING + 'class NotThen(Refusal):\n    message = "refusal-not-then"\n'},
            "room/door.py:4: refusal-not-then has no words",
        ),
    ],
)
def test_each_slip_is_found_where_it_is(findings: Look, change: dict[str, str], found: str) -> None:
    """A slip in the words or in the Python is found, with its file, its line and a sentence."""
    assert found in findings(**change)


@pytest.mark.parametrize(
    ("more_english", "more_spanish", "more_python"),
    [
        ("kind-a = shopping\n", "kind-a = compras\n", 'words(f"kind-{kind}")\n'),
        ("kind-a-title = shopping\n", "kind-a-title = compras\n", 'words(f"kind-{kind}-title")\n'),
        ("kind-a = shopping\n", "kind-a = compras\n", 'name = "kind-" + kind\nwords(name)\n'),
        ("bye = Bye.\n", "bye = Adiós.\n", 'TABLE = {1: "bye"}\n'),
        (
            "bye = Bye, { $name }.\n",
            "bye = Adiós, { $name }.\n",
            'words("bye", **facts)\nWords("bye", facts)\n',
        ),
        ("bye = { bye-all }.\nbye-all = Bye\n", "bye = { bye-all }.\nbye-all = Adiós\n", 'words("bye")\n'),
        ("bye = Bye.\n    .hint = Tap.\n", "bye = Adiós.\n    .hint = Toca.\n", 'words("bye.hint")\n'),
        ("-bank = Bank\nbye = { -bank }.\n", "bye = Banco.\n", 'words("bye")\n'),
        ("", "-banco = Banco\n", ""),
        ("date-x = { $a } { $b }\n", "date-x = { $a }\n", '"date-x"\n'),
        ("typed-x = hrs, submit, a? b?\n", "typed-x = hrs\n", '"typed-x"\n'),
        (
            "refusal-x = Not now.\n",
            "refusal-x = Ahora no.\n",
            'class X(Refusal):\n    message = "refusal-x"\n',
        ),
        ("", "", 'other.words(raw)\nwords([1])\nwords("two words are no id")\n'),
    ],
)
def test_good_uses_pass(findings: Look, more_english: str, more_spanish: str, more_python: str) -> None:
    """Beginnings of ids, tables, references, attributes, terms and refusals count as uses."""
    assert findings(ENGLISH + more_english, SPANISH + more_spanish, SPEAKING + more_python) == []


def test_a_choice_is_checked_in_every_variant(findings: Look) -> None:
    """A fault that only one plural form has is found too."""
    english = ENGLISH + "more = { $count ->\n    [one] Please submit it.\n   *[other] Tell us.\n }\n"
    spanish = SPANISH + "more = { $count ->\n    [one] Dilo.\n   *[other] Dilo ya.\n }\n"
    assert findings(english, spanish, SPEAKING + 'words("more", count=1)\n') == [
        "en/talks.ftl:3: more: rule 3: “submit” is not an everyday word"
    ]


LONG_SENTENCE = "We " + "very " * 19 + "much agree."

# rule, id, bad example, good example
RULES = [
    ("rule 1: one", "x", "Who comes? When?", "Ben comes on Tuesday. When?"),
    ("rule 1: one", "x", "Who comes?\nWhen is it?", "Ben comes.\nWhen is it? 🕑"),
    ("rule 1: the question", "x", "Shall we ask? Ben is free.", "Ben is free. Shall we ask?"),
    ("rule 2: at most 3", "x", "One. Two. Three. Four.", "One. Two. Three."),
    ("rule 2: at most 300", "x", "Wonderful. " + "extraordinarily" * 20, "Wonderful."),
    ("rule 2: a sentence", "x", LONG_SENTENCE, "We agree."),
    ("rule 2: sentences average", "x", "word " * 12 + "word.", "word " * 11 + "word."),
    (
        "rule 2: sentences average",
        "x",
        "word " * 12 + "word.\n\n" + "word " * 12 + "word.",
        "word " * 12 + "word. Yes.",
    ),
    ("rule 3", "x", "We will notify you.", "We will tell you."),
    ("rule 3", "x", "Terminate now.", "Stop now."),
    ("rule 4: only", "x", "This is <i>so</i>.", "This is <b>so</b>."),
    ("rule 4: only", "x", '<a href="x">Here</a>.', "Here."),
    ("rule 4: only", "x", "This is<br>so.", "This is\nso."),
    ("rule 4: every", "x", "This is <b>so.", "This is <b>so</b>."),
    ("rule 4: every", "x", "This </b>is<b> so.", "This is so."),
    ("rule 4: at most", "x", "<b>This</b> is <b>so</b>.", "This is <b>so</b>."),
    ("rule 4: a button", "button-x", "<b>Yes</b>", "Yes"),
    ("rule 4: a button", "command-x", "<b>Ask</b> for help", "Ask for help"),
    ("rule 6", "x", "Come on 24/11.", "Come on 24 November."),
    ("rule 6", "x", "Come on 24.11.2026.", "Come on 24 November 2026."),
    ("rule 6", "document-x", "Since 2026-11-24.", "Since 24 November 2026."),
    ("rule 7: whole", "x", "It took 1.5 hours.", "It took 1 hour 30 minutes."),
    ("rule 7: whole", "x", "It took 1½ hours.", "It took 90 minutes."),
    ("rule 7: write", "x", "It took two hours.", "It took 2 hours."),
    ("rule 7: write", "x", "It took half an hour.", "It took 30 minutes."),
    ("rule 7: no abb", "x", "It took 2 hrs.", "It took 2 hours."),
    ("rule 7: no abb", "x", "It took 20 mins.", "It took 20 minutes."),
    ("rule 7: no abb", "x", "It took 2h.", "It took 2 hours at 2pm."),
    ("rule 7: no abb", "command-x", "Help, etc", "Help and more"),
    ("rule 8: a button has", "button-x", "Yes, I would like to do this very much", "I can do this"),
    ("rule 8: a button is", "button-x", "Yes\nNo", "Yes"),
    ("rule 2: a command", "command-x", "Ask " * 20, "Ask for help"),
    ("rule 9: at most", "x", "Thank you 🙂 🎉", "Thank you 🎉"),
    ("rule 9: an emoji comes", "x", "🎉 Thank you", "Thank you 👨‍👩‍👧‍👦"),
    ("rule 9: an emoji never", "button-x", "👍", "Yes 👍🏽"),
]


@pytest.mark.parametrize(("rule", "name", "bad", "good"), RULES)
def test_each_rule_of_the_voice_catches_and_lets_pass(rule: str, name: str, bad: str, good: str) -> None:
    """Each rule finds a bad example and is content with a good one."""
    assert [fault for fault in faults(name, bad, "en") if fault.startswith(rule)]
    assert list(faults(name, good, "en")) == []


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("rule 1: one", "¿Quién viene? ¿Cuándo?", "Viene Ben. ¿Cuándo?"),
        ("rule 3", "Notificación nueva.", "Hay algo nuevo."),
        ("rule 3", "Eres usuaria.", "Eres parte del banco."),
        ("rule 7: whole", "Fueron 1,5 horas.", "Fue 1 hora y 30 minutos."),
        ("rule 7: write", "Fueron dos horas.", "Fueron 2 horas."),
        ("rule 7: write", "Fue hora y media.", "Fueron 90 minutos."),
        ("rule 7: no abb", "Unos 20 min.", "Unos 20 minutos."),
        ("rule 7: no abb", "El 24 nov.", "El 24 de noviembre, a las 14:00."),
    ],
)
def test_the_voice_in_spanish(rule: str, bad: str, good: str) -> None:
    """The rules with lists of words know Spanish too."""
    assert [fault for fault in faults("x", bad, "es") if fault.startswith(rule)]
    assert list(faults("x", good, "es")) == []


@pytest.mark.parametrize("language", sorted(BANNED))
def test_every_banned_word_is_caught(language: str) -> None:
    """No banned word slips through for its accents or its case."""
    for banned in BANNED[language]:
        assert any("rule 3" in fault for fault in faults("x", f"Ahora {banned.upper()}.", language)), banned


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("typed-x", "24/11, 2 hrs, submit, <i>, a? b?"),
        ("date-x", "One. Two. Three. Four? Five?"),
        ("command-x", "Ask? Offer? Both?"),
        ("document-x", "One. Two. Three. Four? " + LONG_SENTENCE),
    ],
)
def test_what_cannot_apply_is_not_asked(name: str, text: str) -> None:
    """Lists of typed words, patterns, the menu and documents are free of the rules that do not fit them."""
    assert list(faults(name, text, "en")) == []


def test_messages_are_judged_at_the_length_they_are_said() -> None:
    """Variables count with sample values, references with their own text, and a circle ends."""
    from fluent.runtime import FluentResource

    source = 'a = { b } at { $hour }, { CAPITAL($kind) }, { $count } { "{" }{ 3 } { NUMBER($n) } { -t }\n'
    body = FluentResource(source + "b = Come { $when }\nc = { c }\n-t = bank\n").body
    patterns = {("-" if type(one).__name__ == "Term" else "") + one.id.name: one.value for one in body}
    assert list(wordings(patterns["a"], patterns, "en")) == [
        "Come Tuesday 24 November, 2pm at 2pm, Shopping, 6 {3 Rosa bank"
    ]
    assert list(wordings(patterns["c"], patterns, "en")) == ["c"]


def test_the_shipped_grammar_is_sound() -> None:
    """The words for lengths, dates, lists and typed words have no finding in any language."""
    grammar = [finding for finding in lint() if finding.path.name == "grammar.ftl"]
    assert grammar == []


def test_the_lint_runs_as_a_command(
    tmp_path: Path, findings: Look, capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints each finding and ends with 1, or ends with 0 in silence."""
    findings()
    arguments = ["--locales", str(tmp_path), "--sources", str(tmp_path / "room")]
    assert main(arguments) == 0
    assert capsys.readouterr().out == ""
    findings(es="hello = Hola.\n")
    assert main(arguments) == 1
    assert "thanks is missing in es" in capsys.readouterr().out
    done = subprocess.run(
        [sys.executable, "-m", "bot.locales.lint", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "thanks is missing in es" in done.stdout
