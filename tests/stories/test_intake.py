"""Proves that what is brought in belongs to whom it was written for, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from models import claim, erasure, intake, intake_entry, ledger, offer, own_data
from models.account import Account
from models.claim import Claim
from models.intake import Intake, Why
from models.intake_entry import Column, Entry, Problem, Trouble
from models.ledger import NotEnoughHours
from models.member import Member, NotFound
from models.store import Store
from tests.stories.neighbours import Neighbour, Street, opened_street

TODAY = date(2026, 11, 23)


def entry(number: int) -> Entry:
    """Somebody with hours and an offer that no other has."""
    kinds = ("shopping", "dog", "garden")
    return Entry(
        row=number + 2,
        name=f"Member {number}",
        phone=f"07700900{number:03}",
        languages=("en",),
        place="Mill Lane",
        kinds=kinds[: number % 4],
        minutes=number - 150,
        since=TODAY - timedelta(days=number),
    )


async def brought_in(street: Street, olga: Neighbour, entries: list[Entry]) -> None:
    """Brings them in, part by part."""

    def begin(session: Session) -> int:
        taken = intake.receive(session, olga.row(session), "file", "a.csv", street.now())
        intake.note_read(session, street.timebank_id, taken.id, "digest", entries, [], street.now())
        intake.confirm(session, taken.id, olga.row(session))
        return taken.id

    number = await street.store.write(begin)
    while await street.store.write(
        lambda session: intake.bring_in(session, street.timebank_id, number, street.now())
    ):
        pass


async def test_each_gets_what_is_theirs(database_url: str) -> None:
    """Hours, offers, links and telephone numbers of some hundred members are those of their own rows."""
    store = Store(database_url)
    async with opened_street(store) as street:
        olga = await street.neighbour("Olga", organiser=True)
        entries = [entry(number) for number in range(250)]
        await brought_in(street, olga, entries)

        def look(session: Session) -> list[tuple[str, int, list[str], str, str]]:
            found = []
            for one, whose, link in claim.links(session, olga.row(session), street.now()):
                account = ledger.account_of(session, street.timebank_id, one.id)
                minutes = ledger.standing(session, account).balance_minutes
                kinds = [offered.kind for offered in offer.of(session, one)]
                found.append((one.name, minutes, kinds, whose.phone, link.token))
            return found

        found = await store.read(look)
        expected = [(one.name, one.minutes, list(one.kinds), one.phone) for one in entries]
        assert sorted(row[:4] for row in found) == sorted(expected)
        assert len({row[4] for row in found}) == 250
    await store.close()


async def test_limits_hold_for_what_is_brought_along(street: Street) -> None:
    """Nobody comes in below the floor or above the ceiling; who owes hours cannot go past the floor."""
    olga = await street.neighbour("Olga", organiser=True)

    def check(session: Session) -> list[Trouble]:
        entries = [
            Entry(2, "A", minutes=-301), Entry(3, "B", minutes=-300), Entry(4, "C", minutes=3_001),
            Entry(5, "D", minutes=3_000), Entry(6, "E", since=TODAY + timedelta(days=1)),
        ]  # fmt: skip
        return [one.trouble for one in intake_entry.check(session, street.timebank_id, entries, TODAY)]

    assert await street.store.read(check) == [Trouble.HOURS_BELOW, Trouble.HOURS_ABOVE, Trouble.SINCE_AHEAD]
    await brought_in(street, olga, [Entry(2, "Owes", minutes=-300)])

    def borrow(session: Session) -> None:
        owes = session.exec(
            select(Member).where(Member.timebank_id == street.timebank_id, Member.name == "Owes")
        ).one()
        ledger.require(session, ledger.account_of(session, street.timebank_id, owes.id), 1)

    with pytest.raises(NotEnoughHours):
        await street.store.read(borrow)


async def test_an_entry_and_a_problem_are_kept_as_they_are(street: Street) -> None:
    """What is written as JSON between two steps comes back the same."""
    one, wrong = entry(3), Problem(4, Column.HOURS, Trouble.HOURS_ODD, "many", 7)
    assert Entry.from_document(one.to_document()) == one
    assert Entry.from_document(Entry(2, "A").to_document()) == Entry(2, "A")
    assert Problem.from_document(wrong.to_document()) == wrong


async def test_nobody_but_its_organiser_reaches_an_intake(street: Street) -> None:
    """To a member, to another organiser and in another bank's number it does not exist."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")

    def receive(session: Session) -> int:
        return intake.receive(session, olga.row(session), "file", "a.csv", street.now()).id

    number = await street.store.write(receive)
    street.refusals_allowed = True
    for who in (pia, ada):
        for verb in (
            intake.confirm,
            lambda session, number, by: intake.drop(session, number, by, street.now()),
        ):
            with pytest.raises(NotFound):
                await street.store.write(
                    lambda session, who=who, verb=verb: verb(session, number, who.row(session))
                )
    with pytest.raises(NotFound):
        await street.store.read(lambda session: intake.get(session, street.timebank_id + 1, number))
    with pytest.raises(NotFound):
        await street.store.write(
            lambda session: intake.receive(session, ada.row(session), "f", "f", street.now())
        )


async def test_another_file_takes_the_place_of_the_first(street: Street) -> None:
    """Whoever sends a second file before saying yes has thought better of the first one."""
    olga = await street.neighbour("Olga", organiser=True)

    def twice(session: Session) -> None:
        for name in ("a.csv", "b.csv"):
            intake.receive(session, olga.row(session), "file", name, street.now())
        # The first is read late, and nothing comes of it.
        intake.note_read(session, street.timebank_id, 1, "digest", [entry(1)], [], street.now())
        intake.note_refused(session, street.timebank_id, 1, Why.EMPTY, street.now())

    await street.store.write(twice)
    states = [(row.file_name, row.state) for row in await street.rows(Intake)]
    assert states == [("a.csv", intake.State.DROPPED), ("b.csv", intake.State.RECEIVED)]
    await street.store.write(
        lambda session: intake.note_refused(session, street.timebank_id, 2, Why.EMPTY, street.now())
    )


async def test_who_is_forgotten_leaves_no_telephone_number(street: Street) -> None:
    """With the person goes the claim to their row, and its link opens nothing any more."""
    olga, nora = await street.neighbour("Olga", organiser=True), street.newcomer("Nora")
    await nora.says("/start")
    await brought_in(street, olga, [entry(1)])
    token = await street.store.read(
        lambda session: claim.links(session, olga.row(session), street.now())[0][2].token
    )

    def forget(session: Session) -> None:
        whose = session.exec(
            select(Member).where(Member.timebank_id == street.timebank_id, Member.name == "Member 1")
        ).one()
        erasure.forget(session, whose, street.now())

    await street.store.write(forget)
    assert await street.rows(Claim) == []
    await nora.does("opens", token)
    await nora.hears("This link no longer works")
    assert [row.closed_at is not None for row in await street.rows(Account)][-1]


async def test_an_organiser_takes_no_table_along(street: Street) -> None:
    """What an organiser has read about others is not part of their own data."""
    olga = await street.neighbour("Olga", organiser=True)

    def read(session: Session) -> str:
        taken = intake.receive(session, olga.row(session), "file", "a.csv", street.now())
        intake.note_read(session, street.timebank_id, taken.id, "digest", [entry(7)], [], street.now())
        return str(own_data.collect(session, olga.row(session), street.now()))

    assert "Member 7" not in await street.store.write(read)
