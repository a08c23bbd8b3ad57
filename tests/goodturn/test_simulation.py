"""The simulation: the same people and wishes for every way of finding a helper, on the real rules."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from scipy import stats
from sqlmodel import Session, col, select
from typer.testing import CliRunner, Result

from goodturn.cli import app
from goodturn.simulation import command, memory, policies, report
from goodturn.simulation.chance import generator
from goodturn.simulation.figures import gini, interval, measure, most_tenth, student_95
from goodturn.simulation.life import GOES_ON, Life
from goodturn.simulation.made_up import ZONE, made_up, wishes
from goodturn.simulation.people import Asked, Habits, People
from goodturn.simulation.run import live_all
from goodturn.simulation.town import Town
from jobs.matching import Rule
from models import audit, timebank
from models.member import Member
from models.request import Request
from models.store import Store
from models.timebank import TimeBank

# Nobody does more than they said, so that everybody who may help is known to the matching.
AS_SAID = replace(
    Habits(), further=0.0, longer=0.0, free_after_all=0.0, no_common_language=0.0, not_offered=0.0
)


@pytest.fixture(scope="module")
def town() -> Town:
    """A small town that asks more often than most."""
    quiet = made_up(members=90, weeks=1, seed=11)
    needs = wishes(generator(11, 2), quiet.people, zone=ZONE, weeks=1, per_week=0.45)
    return replace(quiet, needs=needs)


@dataclass
class Lived:
    """A town after a life, with the rows and the books as they are then."""

    life: Life
    requests: list[Request]
    books: audit.Books


@pytest.fixture(scope="module")
def lives(town: Town) -> dict[str, Lived]:
    """The town after a life under each policy."""
    room = memory.TownStore()
    found = {}
    for policy in policies.BY_NAME:
        life = lived(room, town, policy)
        rows = room.do(lambda session: list(session.exec(select(Request))))
        books = room.do(lambda session, of=life.timebank_id: audit.audit(session, of))
        found[policy] = Lived(life, rows, books)
    asyncio.run(room.close())
    return found


@pytest.fixture
def store() -> Iterator[memory.TownStore]:
    """Room for a town."""
    opened = memory.TownStore()
    yield opened
    asyncio.run(opened.close())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to start from, with no settings but its own data folder."""
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL", "TIMEZONE", "GEOCODER"):
        monkeypatch.delenv(f"GOODTURN_{name}", raising=False)
    monkeypatch.setenv("GOODTURN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lived(store: memory.TownStore, town: Town, policy: str, habits: Habits | None = None) -> Life:
    """A life of that town under a policy, from its first day to its last."""
    store.empty()
    timebank_id, rows = memory.settle(store, town)
    people = People(town, habits or Habits(), town.ends_at + GOES_ON)
    life = Life(store, town, people, timebank_id, rows)
    asyncio.run(life.live(policies.BY_NAME[policy], lambda share: None))
    return life


def typed(*words: str) -> Result:
    """What comes of typing that after `goodturn simulate`."""
    return CliRunner().invoke(app, ["simulate", *words])


def test_the_same_seed_gives_the_same_figures() -> None:
    """Whoever repeats a simulation with the same seed gets the same figures, to the last digit."""
    first, second = (
        live_all(
            lambda seed: made_up(members=40, weeks=2, seed=seed),
            seeds=[5],
            policies=["broadcast", "ours"],
            habits=Habits(),
        )
        for _ in range(2)
    )
    assert report.document(first, about={}) == report.document(second, about={})
    assert made_up(members=40, weeks=2, seed=6).needs != made_up(members=40, weeks=2, seed=5).needs


def test_every_policy_meets_the_same_wishes(lives: dict[str, Lived], town: Town) -> None:
    """The same members ask for the same help at the same moments under each policy; all that differs is who
    has used up their hours, and who has changed something later because Goodturn showed them what would help.
    """
    asked: dict[str, dict[str, tuple[Any, ...]]] = {}
    changed: set[str] = set()
    for policy, after in lives.items():
        refused = {f"need:{case.need.number}" for case in after.life.cases if case.refused}
        asked[policy] = {
            row.deed_key: (row.asker_id, row.kind, row.asked_at, row.earliest_at, row.latest_at, row.minutes)
            for row in after.requests
        }
        changed |= {f"need:{case.need.number}" for case in after.life.cases if case.need.turn}
        assert asked[policy].keys() | refused == {f"need:{need.number}" for need in town.needs}
    assert not any(case.need.turn for name in lives if name != "ours" for case in lives[name].life.cases)
    for deed_key in set.intersection(*(set(rows) for rows in asked.values())) - changed:
        assert len({rows[deed_key] for rows in asked.values()}) == 1


def test_ours_never_breaks_a_hard_rule(lives: dict[str, Lived], town: Town) -> None:
    """Nobody whom Goodturn asks is out of reach, busy, unchecked, without a common language or unwilling to
    visit there, and nobody is asked more often than they said, or at night for what can wait."""
    life = lives["ours"].life
    bank = TimeBank(name="", zone=town.zone, language="en", opened_at=town.starts_at)
    messages = [(who, at, need) for who, told in life.told.items() for at, need in told]
    assert len(messages) > 30
    for who, at, need in messages:
        assert town.broken(who, need) == Rule(0)
        assert who != need.asker
        lasts = town.window(need).latest_at - at
        assert not timebank.is_quiet(bank, at) or lasts <= policies.CANNOT_WAIT
    for who, told in life.told.items():
        limit = town.people[who].asks_per_week
        moments = [at for at, _ in told]
        for many, span in ((bank.asks_per_day, timedelta(days=1)), (limit, timedelta(days=7))):
            if many is not None:
                pairs = zip(moments, moments[many:], strict=False)
                assert all(later - first >= span for first, later in pairs)
    assert {case.broken for case in life.cases if case.banked_minutes} == {Rule(0)}
    assert measure(life, sends=True).figures["asked_too_often"] == 0


def test_askers_change_what_they_are_shown_would_help(store: memory.TownStore, town: Town) -> None:
    """Some who find nobody take another time, a call or another language, and get help then; where nobody
    changes anything, every wish stays as it was spoken."""
    willing, stubborn = (
        lived(store, town, "ours", replace(AS_SAID, changes=chance)) for chance in (1.0, 0.0)
    )
    assert any(case.need.turn and case.banked_minutes for case in willing.cases)
    assert [case.need for case in stubborn.cases] == list(town.needs)
    assert (measure(willing, sends=True).figures["changed"] or 0) > 0
    assert measure(stubborn, sends=True).figures["changed"] == 0


def test_ours_fills_at_least_as_many_as_a_noticeboard(store: memory.TownStore, town: Town) -> None:
    """Where people do what they said and no more, as many wishes are filled as by a noticeboard, or more, and
    somebody says yes sooner."""
    board, ours = (measure(lived(store, town, policy, AS_SAID), sends=True) for policy in ("board", "ours"))
    filled, waited = (
        [each.figures[name] or 0.0 for each in (board, ours)] for name in ("filled", "wait_median")
    )
    assert filled[1] >= filled[0]
    assert waited[1] < waited[0]


def test_the_books_of_every_life_add_up(lives: dict[str, Lived]) -> None:
    """Hours are reserved, banked and given back by the real rules, so that all accounts together hold zero
    whoever found the helpers, and no wish is left without an end."""
    for after in lives.values():
        assert after.books.wrong == []
        assert sum(after.books.balances.values()) == 0
        assert sum(case.banked_minutes or 0 for case in after.life.cases) > 0
        assert not [case for case in after.life.cases if case.is_open]


def test_people_answer_alike_whoever_asks(town: Town) -> None:
    """The same member gives the same wish the same answer each time, and likelier yeses make no yes a no."""
    until = town.ends_at + GOES_ON
    usual, eager = (People(town, habits, until) for habits in (Habits(), replace(Habits(), yes_chance=0.9)))
    assert eager.board_looks(3) == usual.board_looks(3)
    pairs = [(who, need) for who in range(0, 90, 7) for need in town.needs[:20] if who != need.asker]
    asked = Asked(1)
    for who, need in pairs:
        broken = town.broken(who, need)
        likely = usual.chance_of_yes(who, need, broken, asked)
        assert likely <= eager.chance_of_yes(who, need, broken, asked) <= Habits().surest
        first = usual.answer(who, need, broken, asked)
        assert usual.answer(who, need, broken, asked) is first
        if first.value == "yes":
            assert eager.answer(who, need, broken, asked) is first


def test_nobody_looks_at_night(town: Town) -> None:
    """Messages are read between eight in the morning and ten in the evening on the clocks of the town."""
    people = People(town, Habits(), town.ends_at)
    for who in range(20):
        look_at = people.next_look(who, town.starts_at + timedelta(hours=17))
        assert look_at is None or 7 <= look_at.hour < 21


def test_the_command_prints_draws_and_writes_down(folder: Path) -> None:
    """`goodturn simulate` prints a table, writes all figures as JSON and draws a picture that can be read as
    words too."""
    done = typed(
        "--members", "40", "--weeks", "2", "--seeds", "3", "--seed", "4", "--policies", "board, ours",
        "--json", "figures.json", "--chart", "figures.svg", "--out", "all",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "3 towns of 40 members, 2 weeks" in done.output
    for words in ("wishes filled", "median wait", "noticeboard", "Goodturn", "less the others"):
        assert words in done.output
    written = json.loads((folder / "figures.json").read_text())
    assert written["seeds_finished"] == [4, 5, 6]
    assert set(written["policies"]) == {"board", "ours"}
    assert written["habits"]["yes_chance"] == Habits().yes_chance
    for policy in written["policies"].values():
        filled = policy["figures"]["filled"]
        assert 0 <= filled["low"] <= filled["mean"] <= filled["high"] <= 1
    picture = ElementTree.parse(folder / "figures.svg").getroot()
    assert "wishes filled: noticeboard" in (picture.find("{*}desc").text or "")  # type: ignore[union-attr]
    assert sorted(path.name for path in (folder / "all").iterdir()) == [
        "simulation.json", "simulation.svg", "table.txt",
    ]  # fmt: skip


def test_ctrl_c_keeps_what_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted in the third town, it tells of the two that were lived through, and says so."""
    begun = []

    def begin(board: policies.Board) -> None:
        begun.append(board.life.town.seed)
        if len(begun) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(policies.Board, "begin", begin)
    done = typed(
        "--members", "30", "--weeks", "1", "--seeds", "9", "--policies", "first,board", "--json", "kept.json"
    )
    assert done.exit_code == 0, done.output
    assert "Stopped: 2 of 9 towns" in done.output
    written = json.loads((folder / "kept.json").read_text())
    assert written["seeds_finished"] == [1, 2]
    assert {len(policy["towns"]) for policy in written["policies"].values()} == {2}


def test_it_starts_from_the_real_bank_and_names_nobody(folder: Path) -> None:
    """With --from-bank the town has the bank's own members; the database is only read, and no name, place or
    number of theirs is in what is written."""
    assert CliRunner().invoke(app, ["audit"]).exit_code == 0
    file = folder / "data" / "demo" / "goodturn.db"

    async def people() -> list[Member]:
        bank = Store(f"sqlite:///{file}")
        try:
            return await bank.read(
                lambda session: list(session.exec(select(Member).where(col(Member.latitude).is_not(None))))
            )
        finally:
            await bank.close()

    members = asyncio.run(people())
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    done = typed("--from-bank", "--weeks", "1", "--seeds", "1", "--policies", "ours", "--out", "told")
    assert done.exit_code == 0, done.output
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    written = "".join(path.read_text() for path in (folder / "told").iterdir()) + done.output
    assert f'"members": {len(members)}' in written
    for one in members:
        for secret in (one.name, str(one.latitude), str(one.longitude), str(one.telegram_user_id)):
            assert secret not in written


def test_what_makes_no_sense_is_refused_in_words(folder: Path) -> None:
    """A policy or a weight that there is none of, a picture of another kind and a bank that is not there are
    answered with what to do instead."""
    assert "There are: board, broadcast, nearest, first, ours" in typed("--policies", "magic").output
    assert "nearness is no weight. There are: near," in typed("--weight", "nearness=2").output
    assert "near=much will not do" in typed("--weight", "near=much").output
    assert "Name a file ending in .svg" in typed("--chart", "figures.png").output
    assert typed("--policies", "magic").exit_code == 2
    assert typed("--from-bank").exit_code == 1


def test_another_weight_can_be_tried(folder: Path) -> None:
    """With --weight the matching weighs differently from the start, and the figures say so."""
    words = ("--members", "60", "--weeks", "2", "--seeds", "1", "--policies", "ours", "--json", "new.json")
    done = typed(*words, "--weight", "met=9", "--weight", "near = 0")
    assert done.exit_code == 0, done.output
    assert json.loads((folder / "new.json").read_text())["about"]["weights"] == {"met": 9.0, "near": 0.0}


def test_other_people_are_tried_too() -> None:
    """What is tried for the sensitivity is a yes half and twice as likely, as far as that can be."""
    variants = list(command.variants_of(Habits()).values())
    chances = [habits.yes_chance for habits in variants[:3]]
    assert chances == [0.6, 0.3, 0.95]


def test_figures_are_what_they_are_said_to_be() -> None:
    """Shares, spreads and intervals agree with examples that can be worked out by hand, and Student's t with
    scipy's."""
    assert gini([1, 1, 1, 1]) == pytest.approx(0)
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)
    assert most_tenth([1.0] * 9 + [11.0]) == pytest.approx(11 / 20)
    for freedom in range(1, 60):
        assert student_95(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=0.001)
    found = interval([1.0, None, 2.0, 3.0])
    assert found is not None
    assert (found.mean, found.count) == (2.0, 3)
    assert found.high is not None
    assert found.high - 2 == pytest.approx(4.303 / np.sqrt(3))
    assert interval([None]) is None


def test_a_failed_piece_of_work_leaves_nothing(store: memory.TownStore, town: Town) -> None:
    """The database in memory keeps the promise of every store: work is wholly done or not at all."""
    store.empty()
    memory.settle(store, town)

    def fail(session: Session) -> None:
        for one in session.exec(select(Member)):
            one.name = "gone"
            session.add(one)
        session.flush()
        raise LookupError

    with pytest.raises(LookupError):
        store.do(fail)
    assert not store.do(lambda session: session.exec(select(Member).where(Member.name == "gone")).all())
