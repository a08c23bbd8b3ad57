"""Proves what leaving ends, what being forgotten deletes, and that both can be done again without harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from street import Street, hours, profile

from models import confirmation, erasure, gift, leaving, ledger, member, own_data, relayed
from models.columns import metadata
from models.erasure import Erasure
from models.exchange import OverAlready
from models.exchange import State as ExchangeState
from models.leaving import LastOrganiser
from models.ledger import Holder, NotEnoughHours
from models.member import NotFound, State
from models.notification import Notice
from models.notification import State as Said


async def chest(street: Street) -> int:
    """What is in the chest, in minutes."""

    def look(session: Session) -> int:
        return ledger.standing(
            session, ledger.own_account(session, street.bank.id, Holder.CHEST)
        ).balance_minutes

    return await street.see(look)


async def test_leaving_twice_is_leaving_once(street: Street) -> None:
    """The hours go to the chest once, the account holds nothing, and nothing more is said to who has left."""
    await street.agree()
    for _ in range(2):
        gone = await street.do(leaving.leave, street.ben, street.now)
    assert gone.state is State.LEFT
    assert await street.standing(street.ben) == (0, 0)
    assert await chest(street) == 120
    waiting = await street.notices(state=Said.PENDING)
    assert street.ben.id not in {row.recipient_id for row in waiting}
    assert await street.told(Notice.DROPPED_OUT) == [street.amina.id]
    assert await street.wrongs() == []


@pytest.mark.parametrize("asker_leaves", [True, False])
async def test_hours_of_help_that_has_begun_go_to_an_organiser(street: Street, asker_leaves: bool) -> None:
    """Whoever of the two leaves, the other's hours are settled later, and the closed account ends at zero."""
    standing = await street.agree(minutes=60)
    later = standing.starts_at + hours(2)
    leaver = street.amina if asker_leaves else street.ben
    await street.do(leaving.leave, leaver, later)
    assert (await street.again(standing)).state is ExchangeState.DIFFERING
    assert await street.told(Notice.TASK_HOURS) == [street.olga.id]
    other = street.ben if asker_leaves else street.amina
    assert await street.told(Notice.DIFFERING) == [other.id]
    await street.do(confirmation.settle, standing.id, street.olga, 45, later)
    assert await street.standing(leaver) == (0, 0)
    assert await street.standing(other) == ((165, 0) if asker_leaves else (75, 0))
    assert await street.told(Notice.HOURS_BANKED) == [other.id]
    assert await street.wrongs() == []


async def test_a_debt_is_taken_over_by_the_chest_and_then_by_the_bank(street: Street) -> None:
    """What somebody owes comes out of the chest as far as it reaches, and the rest from the bank itself."""
    standing = await street.agree(minutes=240)
    later = standing.starts_at + hours(5)
    for who in (street.amina, street.ben):
        await street.do(confirmation.confirm, standing.id, who, 240, later)
    assert await street.standing(street.amina) == (-120, 0)
    await street.do(gift.give, street.carla, receiver=None, minutes=50, deed_key="gift", now=later)
    await street.do(leaving.leave, street.amina, later)
    assert await street.standing(street.amina) == (0, 0)
    assert await chest(street) == 0
    assert await street.wrongs() == []


async def test_nothing_reaches_who_has_left(street: Street) -> None:
    """No gift and no words can be sent to somebody who has left, and they can give nothing themselves."""
    standing = await street.agree()
    later = standing.starts_at + hours(1)
    await street.do(leaving.leave, street.ben, later)
    with pytest.raises(NotFound):
        await street.do(gift.give, street.amina, receiver=street.ben, minutes=30, deed_key="a", now=later)
    with pytest.raises(OverAlready):
        await street.do(relayed.write, standing.id, street.amina, "Are you there?", later)
    with pytest.raises((NotEnoughHours, member.NotAMember)):
        await street.do(gift.give, street.ben, receiver=None, minutes=30, deed_key="b", now=later)


async def test_the_last_organiser_stays(street: Street) -> None:
    """Somebody always looks after the bank: a newcomer with the keys who has not joined does not count."""
    with pytest.raises(LastOrganiser):
        await street.do(leaving.leave, street.olga, street.now)
    with pytest.raises(LastOrganiser):
        await street.do(erasure.forget, street.olga, street.now)
    await street.do(member.make_organiser, street.ben, street.now)
    assert (await street.do(leaving.leave, street.olga, street.now)).is_organiser is False


async def test_starting_hours_come_once(street: Street) -> None:
    """Who leaves and joins again has the old account at zero, also where the bank gives more by then."""
    await street.do(leaving.leave, street.carla, street.now)
    await street.decide(starting_minutes=300)

    def come_back(session: Session) -> member.Member:
        again = member.get(session, street.bank.id, street.carla.id)
        again.state = State.JOINING
        member.say_adult(session, again, street.now)
        member.agree_to_privacy(session, again, street.now)
        return member.join(session, again, profile("Carla"), street.now)

    assert (await street.do(come_back)).state is State.ACTIVE
    assert await street.standing(street.carla) == (0, 0)
    await street.do(leaving.leave, street.carla, street.now)
    assert await street.wrongs() == []


async def test_being_forgotten_keeps_a_number_and_nothing_else(street: Street) -> None:
    """The row stays without name, place and ways to reach them, and the journal has one line of numbers."""
    for _ in range(2):
        await street.do(erasure.forget, street.ben, street.now)
    row = await street.again(street.ben)
    assert (row.state, row.name, row.place_name, row.languages) == (State.LEFT, "", "", street.bank.language)
    assert (row.telegram_user_id, row.chat_id, row.latitude, row.longitude) == (None, None, None, None)
    assert (row.free_slots, row.travel_limit_m, row.adult_at, row.privacy_agreed_at) == (0, 0, None, None)
    [erased] = await street.see(erasure.all_of)
    assert (erased.timebank_id, erased.member_id, erased.at) == (street.bank.id, street.ben.id, street.now)
    assert erased.account_id is not None
    assert await street.wrongs() == []


async def test_an_erasure_is_applied_to_an_older_copy(street: Street) -> None:
    """After a restore somebody who was forgotten is forgotten again, with all they had going on, and once."""
    standing = await street.agree()
    later = street.now + timedelta(hours=1)
    erased = erasure.Erased(street.bank.id, street.ben.id, None, later)
    assert await street.do(erasure.apply, erased, later + hours(1)) is True
    assert (await street.again(street.ben)).name == ""
    assert (await street.again(standing)).state is ExchangeState.DROPPED
    assert await street.do(erasure.apply, erased, later + hours(2)) is False
    assert [(one.member_id, one.at) for one in await street.see(erasure.all_of)] == [(street.ben.id, later)]
    assert await street.wrongs() == []


async def test_an_erasure_never_meets_somebody_who_came_later(street: Street) -> None:
    """A number that is given out once more after a restore belongs to somebody else, who is not touched."""
    before = street.now - timedelta(days=1)
    erased = erasure.Erased(street.bank.id, street.ben.id, None, before)
    assert await street.do(erasure.apply, erased, street.now) is False
    unknown = replace(erased, member_id=10**6, at=street.now)
    assert await street.do(erasure.apply, unknown, street.now) is False
    other_bank = replace(erased, timebank_id=10**6, at=street.now)
    assert await street.do(erasure.apply, other_bank, street.now) is False
    assert (await street.again(street.ben)).name == "Ben"
    assert await street.see(erasure.all_of) == []


async def test_the_last_organiser_who_was_forgotten_is_forgotten_after_a_restore(street: Street) -> None:
    """An older copy may know no other organiser; that is no reason to bring somebody back."""
    erased = erasure.Erased(street.bank.id, street.olga.id, None, street.now)
    assert await street.do(erasure.apply, erased, street.now) is True
    assert (await street.again(street.olga)).name == ""


@pytest.mark.parametrize("change", ["UPDATE erasure SET member_id = 0", "DELETE FROM erasure"])
async def test_the_journal_of_erasures_is_only_added_to(street: Street, change: str) -> None:
    """The database itself refuses to change or delete a line of it."""
    await street.do(erasure.forget, street.ben, street.now)
    with pytest.raises(DBAPIError, match="never changed or deleted"):
        await street.do(lambda session: session.execute(text(change)))


async def test_the_file_itself_forgets(street: Street) -> None:
    """Not only the rows: no page of the file still holds the name, the note or the way to the door."""
    url = make_url(street.store.url)
    if url.get_backend_name() != "sqlite" or url.database is None:
        # PostgreSQL gives the space back by itself, with its next vacuum.
        await street.do(erasure.forget, street.amina, street.now)
        assert (await street.again(street.amina)).name == ""
        return
    path = Path(url.database)
    await street.ask(note="The cockatoo bites", directions="Violet gate")

    def rename(session: Session, who: member.Member) -> None:
        who.name = "Aminatou"

    await street.do(rename, street.amina)
    await street.do(erasure.forget, street.amina, street.now)
    await street.store.close()
    files = [path, *path.parent.glob(f"{path.name}-*")]
    kept = b"".join(file.read_bytes() for file in files)
    assert [word for word in (b"Aminatou", b"cockatoo", b"Violet") if word in kept] == []


async def test_everything_that_points_at_a_member_is_in_their_file(street: Street) -> None:
    """One's own data is read from every table with a column that points at a member, and from the ledger."""
    pointing = {
        table.name
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "member"
    }
    assert {table.name for table in own_data.about_members()} == pointing
    standing = await street.agree()
    await street.do(relayed.write, standing.id, street.ben, "I bring a basket", street.now)
    mine = (await street.see(own_data.collect, street.amina, street.now))["tables"]
    assert [row["name"] for row in mine["member"]] == ["Amina"]
    assert [row["id"] for row in mine["exchange"]] == [standing.id]
    assert [row["text"] for row in mine["relayed_message"]] == ["I bring a basket"]
    assert [row["minutes"] for row in mine["transfer"]] == [120, 60]
    carla = (await street.see(own_data.collect, street.carla, street.now))["tables"]
    assert "relayed_message" not in carla and "exchange" not in carla


async def test_an_erasure_row_has_numbers_alone(street: Street) -> None:
    """The journal can be kept outside the database, because no column of it can hold a word."""
    await street.do(erasure.forget, street.ben, street.now)
    assert {column.name for column in Erasure.__table__.columns} == {
        "id", "timebank_id", "member_id", "account_id", "at",
    }  # fmt: skip
