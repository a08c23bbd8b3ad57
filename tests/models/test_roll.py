"""Proves what organisers see of the members of their bank, and that nobody else sees any of it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session, select
from street import Street

from models import contact, erasure, member, portrait, reaching_out, roll
from models.access import AccessEntry, Read
from models.kind import UnknownKind
from models.member import Member, NotFound, State
from models.roll import Standing


async def change(street: Street, whom: Member, **facts: Any) -> None:
    """Changes what is known of somebody."""

    def work(session: Session, row: Member) -> None:
        for name, value in facts.items():
            setattr(row, name, value)
        session.add(row)

    await street.do(work, whom)


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("12 High Street, Leeds", "High Street, Leeds"),
        ("12b High Street", "High Street"),
        ("12-14 High Street", "High Street"),
        ("12/3, High Street", "High Street"),
        ("Calle Mayor 5", "Calle Mayor"),
        ("Hauptstraße 5a", "Hauptstraße"),
        ("Mill Lane", "Mill Lane"),
        ("NP20 1AB", "NP20"),
        ("e8 1ab, London", "E8"),
        ("28013", "28013"),
        ("28013 Madrid", "Madrid"),
        ("", ""),
        ("  Old   Town ", "Old Town"),
    ],
)
def test_an_area_never_tells_the_house(place: str, area: str) -> None:
    """House numbers are left out at either end, and of a British postcode the half that means a few doors."""
    assert roll.area_of(place) == area


async def test_everybody_stands_in_the_list_where_they_belong(street: Street) -> None:
    """Each is counted by how they stand; whoever was forgotten is in no list."""
    await change(street, street.amina, state=State.PAUSED)
    await change(street, street.ben, unreachable_since=street.now)
    counts = await street.see(roll.counts, street.olga)
    assert counts == {
        Standing.WAITING: 0,
        Standing.ACTIVE: 3,
        Standing.PAUSED: 1,
        Standing.UNREACHABLE: 1,
        Standing.UNFINISHED: 0,
        Standing.LEFT: 0,
    }
    await street.do(erasure.forget, street.carla, street.now)
    page = await street.see(roll.standing_so, street.olga, Standing.LEFT, skip=0, limit=8)
    assert (list(page.people), page.count) == ([], 0)
    page = await street.see(roll.standing_so, street.olga, Standing.ACTIVE, skip=1, limit=8)
    assert ([one.name for one in page.people], page.count) == (["Olga"], 2)
    with pytest.raises(NotFound):
        await street.see(portrait.of, street.carla.id, street.olga)


async def test_areas_are_one_however_they_are_spelt(street: Street) -> None:
    """Capitals, accents and house numbers make no other area of it."""
    await change(street, street.amina, place_name="3 Calle Málaga")
    await change(street, street.ben, place_name="calle malaga 8")
    areas = await street.see(roll.areas, street.olga)
    assert [(area.name, area.count) for area in areas] in (
        [("Calle Málaga", 2), ("Hackney", 2)],
        [("calle malaga", 2), ("Hackney", 2)],
    )
    area, page = await street.see(roll.of_area, street.olga, roll.area_key("CALLE MALAGA"), skip=0, limit=1)
    assert (area.count, page.count, len(page.people)) == (2, 2, 1)
    with pytest.raises(NotFound):
        await street.see(roll.of_area, street.olga, 1, skip=0, limit=8)


async def test_nobody_but_organisers_sees_any_of_it(street: Street) -> None:
    """To a member there are no lists, no pages, no numbers and no lines to others."""
    looks: list[tuple[Any, tuple[Any, ...], dict[str, int]]] = [
        (roll.counts, (street.ben,), {}),
        (roll.standing_so, (street.ben, Standing.ACTIVE), {"skip": 0, "limit": 8}),
        (roll.areas, (street.ben,), {}),
        (roll.of_area, (street.ben, roll.area_key("Hackney")), {"skip": 0, "limit": 8}),
        (roll.kinds_offered, (street.ben,), {}),
        (roll.who_offers, (street.ben, "dog"), {"skip": 0, "limit": 8}),
        (roll.find, (street.ben, "Amina"), {"limit": 8}),
        (portrait.of, (street.amina.id, street.ben), {}),
        (contact.read_phone, (street.amina.id, street.ben, street.now), {}),
        (contact.read_place, (street.amina.id, street.ben, street.now), {}),
        (contact.note, (street.amina, "020 7946 0018", street.ben, street.now), {}),
        (reaching_out.open_line, (street.amina.id, street.ben, street.now), {}),
    ]
    for look, arguments, facts in looks:
        with pytest.raises(NotFound):
            await street.do(look, *arguments, **facts)
    with pytest.raises(UnknownKind):
        await street.see(roll.who_offers, street.olga, "surgery", skip=0, limit=8)


async def test_a_phone_number_is_read_on_record_and_goes_with_the_person(street: Street) -> None:
    """Each reading is a row; when somebody is forgotten, so is their number."""
    await street.do(contact.note, street.ben, "020 7946 0018", street.olga, street.now)
    await street.do(contact.note, street.ben, "020 7946 0019", street.olga, street.now)
    whom, phone = await street.do(contact.read_phone, street.ben.id, street.olga, street.now)
    assert (whom.name, phone) == ("Ben", "020 7946 0019")

    def record(session: Session) -> list[tuple[Read, int, int]]:
        return [(row.what, row.by_id, row.member_id) for row in session.exec(select(AccessEntry))]

    assert await street.store.read(record) == [(Read.PHONE, street.olga.id, street.ben.id)]
    assert (await street.see(portrait.of, street.ben.id, street.olga)).has_phone
    await street.do(erasure.forget, street.ben, street.now)
    assert await street.see(contact.of, street.ben) is None


async def test_nobody_writes_to_themself_or_to_somebody_without_the_app(street: Street) -> None:
    """A line is opened once for two people, and not where nothing can arrive."""
    first = await street.do(reaching_out.open_line, street.ben.id, street.olga, street.now)
    assert (await street.do(reaching_out.open_line, street.ben.id, street.olga, street.now)).id == first.id
    await change(street, street.amina, chat_id=None)
    for whom in (street.olga, street.amina):
        with pytest.raises(NotFound):
            await street.do(reaching_out.open_line, whom.id, street.olga, street.now)
    assert (await street.again(street.olga)).state is member.State.ACTIVE
