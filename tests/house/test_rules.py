"""Proves that each rule of the house catches the sin it is there for, and that the house has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import rules

SINS = [
    ("one renderer", "bot/notices.py", "await bot.send_message(1, text, parse_mode='HTML')"),
    ("one renderer", "jobs/delivery.py", "common = {'parse_mode': mode}"),
    ("one renderer", "bot/door.py", "from telegram.constants import ParseMode"),
    ("one store", "bot/door.py", "with Session(engine) as session: pass"),
    ("one store", "jobs/upkeep.py", "engine = sqlalchemy.create_engine(url)"),
    ("one store", "models/ledger.py", "make = sessionmaker(engine)"),
    ("one store", "goodturn/cli.py", "connection = sqlite3.connect(path)"),
    ("one store", "goodturn/cli.py", "connection = psycopg.connect(url)"),
    ("rules never commit", "models/request.py", "session.commit()"),
    ("rules never commit", "bot/buttons.py", "scene.session.rollback()"),
    ("rules never commit", "jobs/reminders.py", "await session.commit()"),
    ("one clock", "models/offer.py", "now = datetime.now(UTC)"),
    ("one clock", "bot/commands.py", "today = date.today()"),
    ("one clock", "jobs/delivery.py", "began = time.time()"),
    ("one clock", "models/member.py", "now = datetime.datetime.utcnow()"),
    ("few doors to the network", "bot/commands.py", "page = httpx.get(url)"),
    ("few doors to the network", "models/place.py", "async with httpx.AsyncClient() as client: pass"),
    ("few doors to the network", "bot/notices.py", "session = aiohttp.ClientSession()"),
    ("few doors to the network", "jobs/upkeep.py", "urllib.request.urlopen(url)"),
    ("few doors to the network", "bot/geocoding.py", "socket.create_connection(('a', 1))"),
    ("statements are given their values", "models/offer.py", "session.execute(text(f'SELECT {name}'))"),
    ("statements are given their values", "models/offer.py", "c.execute('DELETE FROM x WHERE a=' + b)"),
    ("statements are given their values", "bot/door.py", "c.execute('SELECT %s' % name)"),
    ("statements are given their values", "bot/door.py", "text('SELECT {}'.format(name))"),
]


@pytest.mark.parametrize(("name", "module", "sin"), SINS)
def test_a_planted_sin_is_found(name: str, module: str, sin: str) -> None:
    """A sin in a module that is not exempt is found, at its line, under the rule's name."""
    source = f'"""A module."""\n\n\nasync def work():\n    {sin}\n'
    found = list(rules.sins_in(source, module))
    assert {(line, rule.name) for line, rule in found} >= {(5, name)} or (name == "one renderer" and found)
    assert {rule.name for _, rule in found} == {name}


@pytest.mark.parametrize(
    "innocent",
    [
        "began_s = time.monotonic()",
        "session.execute(text('SELECT :name'), {'name': name})",
        "words('refusal', parse=mode)",
        "moment = datetime.fromtimestamp(0, UTC)",
        "import httpx",
        "repository.commit('message')",
    ],
)
def test_what_is_no_sin_is_left_alone(innocent: str) -> None:
    """What only looks like a sin is not reported."""
    assert list(rules.sins_in(f"async def work():\n    {innocent}\n", "models/offer.py")) == []


def test_every_rule_has_a_sin_planted_and_every_exemption_a_reason() -> None:
    """No rule goes unproved, and nobody is exempt without a sentence that says why."""
    assert {name for name, _, _ in SINS} == {rule.name for rule in rules.RULES}
    for rule in rules.RULES:
        assert rule.why.endswith(".")
        assert all(reason.endswith(".") for reason in (rule.exempt or {}).values())


def test_exemptions_are_still_needed() -> None:
    """A module that no longer sins, or no longer exists, is exempt no more."""
    for rule in rules.RULES:
        for place in rule.exempt or {}:
            paths = (rules.ROOT / place).rglob("*.py") if place.endswith("/") else [rules.ROOT / place]
            sources = [path.read_text(encoding="utf-8") for path in paths if path.exists()]
            sinful = [source for source in sources if _sins(rule, source)]
            assert sinful, f"{place} needs no exemption from “{rule.name}”"


def _sins(rule: rules.Rule, source: str) -> bool:
    import ast

    return any(rule.sins(node) for node in ast.walk(ast.parse(source)))


def test_the_house_has_no_sin(tmp_path: Path) -> None:
    """All the rooms keep all the rules; one sinful module would be told."""
    assert rules.all_sins() == []
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "sinful.py").write_text("now = datetime.now(UTC)\n", encoding="utf-8")
    [line] = rules.all_sins(tmp_path)
    assert line.startswith("bot/sinful.py:1: one clock.")
