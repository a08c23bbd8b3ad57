"""Every query names the time bank it is about: the listener to all stories, and what it cannot hear."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import Session, select
from typer.testing import CliRunner

from goodturn.cli import app
from models import member, timebank
from models.columns import Row
from models.member import Member
from models.tables import metadata
from tests.house.queries import ALLOWED, HOME, WITH_BANK, every_query_names_its_bank, unnamed
from tests.stories.neighbours import MONDAY

# Tables read by their own number or key alone, or not at all in a hurry.
NOT_HOT = frozenset({"timebank"})


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ("SELECT member.id FROM member WHERE member.timebank_id = ? AND member.id = ?", ()),
        ("SELECT member.id, member.name FROM member WHERE member.id = ?", ("member",)),
        ("SELECT timebank.id FROM timebank WHERE timebank.id = ?", ()),
        ("SELECT count(*) FROM request WHERE request.state = ?", ("request",)),
        (
            "SELECT invitation.id FROM invitation JOIN request ON request.id = invitation.request_id "
            "WHERE invitation.timebank_id = ?",
            ("request",),
        ),
        (
            "SELECT invitation.id FROM invitation "
            "JOIN request ON request.timebank_id = invitation.timebank_id WHERE invitation.timebank_id = ?",
            (),
        ),
        ("SELECT a.id FROM member AS a, offer AS b WHERE a.timebank_id = ? AND b.id = 1", ("offer",)),
        (
            "SELECT id FROM exchange WHERE id IN (SELECT id FROM request WHERE timebank_id = ?)",
            ("exchange", "request"),
        ),
        ("UPDATE member SET name=? WHERE member.id = ?", ("member",)),
        ("UPDATE member SET name=? WHERE member.id = ? AND member.timebank_id = ?", ()),
        ("UPDATE member SET timebank_id = timebank_id", ("member",)),
        ("DELETE FROM lease WHERE lease.until < ?", ("lease",)),
        ("DELETE FROM lease WHERE timebank_id = ? AND until < ?", ()),
        ("INSERT INTO member (id) VALUES (?)", ()),
    ],
)
def test_the_listener_knows_a_query_that_names_no_bank(statement: str, tables: tuple[str, ...]) -> None:
    """Each table of a statement that has a time bank must be held against one, also in joins and changes."""
    assert unnamed(statement) == tables


def test_the_listener_hears_the_house_and_not_its_tests() -> None:
    """What a room of the house sends is heard even from far below, and a test's own look is left alone."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with Session(engine) as session:
        with every_query_names_its_bank():
            session.exec(select(Member)).all()
        listening = every_query_names_its_bank()
        wrong = listening.__enter__()
        careless = "session.exec(select(Member).where(Member.id == 1)).all()"
        exec(compile(careless, str(HOME / "models" / "careless.py"), "exec"))
        assert [line.split()[0] for line in wrong] == ["models/careless.py:<module>"]
        wrong.clear()
        listening.__exit__(None, None, None)


@pytest.mark.parametrize(
    "typed",
    [
        ("audit",),
        ("report",),
        ("organiser", "invite"),
        ("place", "add", "Bus stop", "51.5", "0.06"),
        ("place", "list"),
        ("health",),
        ("doctor",),
    ],
)
def test_commands_name_their_bank_too(
    typed: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the host types works on one bank, as every talk and every job does."""
    monkeypatch.setenv("GOODTURN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOODTURN_TELEGRAM_TOKEN", raising=False)
    with every_query_names_its_bank():
        done = CliRunner().invoke(app, list(typed))
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_a_changed_row_is_found_by_its_bank_too() -> None:
    """When a row that was read is changed or deleted, the statement names its bank beside its number."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with Session(engine) as session, every_query_names_its_bank():
        bank = timebank.open_bank(session, name="Here", zone="Europe/London", language="en", now=MONDAY)
        one = member.meet(
            session, timebank_id=bank.id, telegram_user_id=7, chat_id=7, language="en", now=MONDAY
        )
        member.speak(session, one, "es")
        session.flush()
        session.delete(one)
        session.flush()
        assert session.execute(text("SELECT count(*) FROM member")).scalar_one() == 0


def test_every_table_belongs_to_a_bank() -> None:
    """Every table of ours but that of the banks themselves has the key by which a database can be parted."""
    assert set(metadata.tables) - WITH_BANK == NOT_HOT
    assert all(
        issubclass(mapper.class_, Row)
        for mapper in Row._sa_registry.mappers
        if mapper.local_table is not None and mapper.local_table.name in WITH_BANK
    )


def test_unique_keys_belong_to_a_bank() -> None:
    """What is unique is unique within its bank, so that banks on different machines never ask each other."""
    elsewhere = {
        f"{table.name}.{'+'.join(column.name for column in constraint.columns)}"
        for table in metadata.tables.values()
        if table.name in WITH_BANK
        for constraint in (*table.constraints, *(index for index in table.indexes if index.unique))
        if type(constraint).__name__ in ("UniqueConstraint", "Index")
        and "timebank_id" not in {column.name for column in constraint.columns}
    }
    assert elsewhere <= {
        "deep_link.token",  # a secret word, random enough to be nobody else's
        "transfer.reserved_id",  # the number of a row, which lies in the same bank
        "correction.transfer_id",  # the same
        "hours_grant.transfer_id",  # the same
        "link_use.link_id+member_id",  # the same
    }


def test_indexes_over_several_columns_begin_with_the_bank() -> None:
    """The indexes that were made for a hot query find the bank first."""
    otherwise = {
        index.name
        for table in metadata.tables.values()
        if table.name in WITH_BANK
        for index in table.indexes
        if len(index.columns) > 1 and next(iter(index.columns)).name != "timebank_id"
    }
    assert otherwise == set()


def test_nobody_is_allowed_for_nothing() -> None:
    """The list of those who may do without a bank names functions that are there."""
    for name, reason in ALLOWED.items():
        file, function = name.split(":")
        assert f"def {function}(" in (HOME / file).read_text()
        assert len(reason.split()) > 4
    assert Path(HOME / "models").is_dir()
