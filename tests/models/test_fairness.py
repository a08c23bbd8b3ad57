"""Proves that the fairness report counts what it says, for everybody and for groups, and hides small ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from crowd import agreed, invited, person, wish
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from in_memory import OPENED_AT, StreetInMemory
from sqlmodel import Session
from street import Street

from models import exchange, fairness, hurdle, member, period, timebank
from models.fairness import Dimension, Ended, Load, Report, Wishes
from models.member import Member, NotAMember, NotFound, WaitingForOrganiser
from models.request import State
from models.small_numbers import FEWEST

NOW = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
ASKED_AT = NOW - timedelta(days=10)
STAIRS = hurdle.bits(["stairs"])


def minutes(count: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)


async def report_of(street: Street, span: period.Period | None = None) -> Report:
    """The figures of the last 90 days, or of that period."""
    return await street.see(fairness.report, street.bank.id, span or period.last(NOW))


async def a_town(street: Street) -> dict[str, list[Member]]:
    """Seven live in Hackney, six who speak Spanish in Newport, two in Ely, one of these without the app.

    Six of Hackney ask: five have found somebody after 10 to 50 minutes, one has not. The six of Newport ask
    seven times: five found nobody, one took it back, and one is still open. Both of Ely found somebody, after
    60 and 70 minutes.
    """

    def settle(session: Session) -> dict[str, list[Member]]:
        bank_id = street.bank.id
        hackney = [session.get_one(Member, one.id) for one in (street.amina, street.ben, street.carla)]
        hackney += [person(session, bank_id, place, NOW) for place in ("hackney ", "Hackney", "HACKNEY")]
        newport = [
            person(session, bank_id, "Newport", NOW, language="es", hurdles=STAIRS if turn else 0)
            for turn in range(6)
        ]
        ely = [person(session, bank_id, "Ely", NOW, has_app=turn == 0) for turn in range(2)]
        helper = session.get_one(Member, street.olga.id)
        for turn, asker in enumerate(hackney[:5], start=1):
            wanted = wish(session, asker, ASKED_AT, State.HELPED if turn % 2 else State.AGREED)
            # Somebody came and dropped out before: it is the agreement that stood that counts.
            agreed(session, wanted, helper, minutes(1), exchange.State.DROPPED)
            agreed(session, wanted, helper, minutes(10 * turn))
        wish(session, hackney[5], ASKED_AT, State.UNMET, "silence")
        for asker in newport[:5]:
            wish(session, asker, ASKED_AT, State.UNMET, "silence")
        wish(session, newport[5], ASKED_AT, State.WITHDRAWN, "asker")
        wish(session, newport[5], ASKED_AT)
        for turn, asker in enumerate(ely, start=6):
            agreed(session, wish(session, asker, ASKED_AT, State.AGREED), helper, minutes(10 * turn))
        return {"Hackney": hackney, "Newport": newport, "Ely": ely}

    return await street.do(settle)


async def test_requests_of_everybody_are_counted(street: Street) -> None:
    """Asked, filled, unmet, open and taken back are told apart, and the wait is that of the middle one."""
    await a_town(street)
    report = await report_of(street)
    everybody = Wishes(people=14, asked=15, filled=7, unmet=6, unfinished=1, taken_back=1, wait_minutes=40)
    assert report.wishes == everybody
    # 7 of the 13 that are decided.
    assert everybody.filled_percent == 54


async def test_a_small_place_takes_the_next_smallest_with_it(street: Street) -> None:
    """Ely has two askers, so it is hidden, and Hackney with it, or Ely would be what is left of everybody."""
    await a_town(street)
    by_area = (await report_of(street)).wishes_by[Dimension.AREA]
    newport = Wishes(people=6, asked=7, filled=0, unmet=5, unfinished=1, taken_back=1, wait_minutes=None)
    assert by_area.rows == (("Newport", newport),)
    assert by_area.hidden_people == 8


async def test_languages_and_hurdles_are_compared(street: Street) -> None:
    """Both languages have enough askers, so both are shown with their own rates and waits; so are hurdles."""
    await a_town(street)
    report = await report_of(street)
    by_language = dict(report.wishes_by[Dimension.LANGUAGE].rows)
    assert by_language["en"] == Wishes(8, 8, 7, 1, 0, 0, 40)
    assert (by_language["en"].filled_percent, by_language["es"].filled_percent) == (88, 0)
    assert by_language["es"].wait_minutes is None
    assert report.wishes_by[Dimension.LANGUAGE].hidden_people == 0
    told = {key: wishes.people for key, wishes in report.wishes_by[Dimension.HURDLE].rows}
    assert told == {"none": 9, "any": 5}


async def test_one_person_without_the_app_is_not_made_out(street: Street) -> None:
    """A single asker without the app hides the only other group as well."""
    await a_town(street)
    by_channel = (await report_of(street)).wishes_by[Dimension.CHANNEL]
    assert (by_channel.rows, by_channel.hidden_people) == ((), 14)


async def test_people_without_the_app_are_shown_when_they_are_many(street: Street) -> None:
    """Five who cannot be reached by the messenger are a group, and it is seen that they find nobody."""
    await a_town(street)

    def ring(session: Session) -> None:
        for _ in range(5):
            wish(session, person(session, street.bank.id, "Ely", NOW, has_app=False), ASKED_AT, State.UNMET)

    await street.do(ring)
    by_channel = dict((await report_of(street)).wishes_by[Dimension.CHANNEL].rows)
    assert {key: wishes.people for key, wishes in by_channel.items()} == {"app": 13, "no_app": 6}
    assert (by_channel["app"].filled_percent, by_channel["no_app"].filled_percent) == (50, 17)


async def test_the_middle_of_an_even_number_of_waits(street: Street) -> None:
    """Of six waits the figure lies half-way between the third and the fourth, in whole minutes."""

    def ask(session: Session) -> None:
        helper = session.get_one(Member, street.olga.id)
        for wait in (5, 10, 20, 31, 400, 500):
            asker = person(session, street.bank.id, "Ely", NOW)
            agreed(session, wish(session, asker, ASKED_AT, State.AGREED), helper, minutes(wait))

    await street.do(ask)
    wishes = (await report_of(street)).wishes
    assert wishes is not None and wishes.wait_minutes == 26


async def test_reasons_are_counted_and_a_lonely_one_is_hidden(street: Street) -> None:
    """One who took a request back would be left over beside the silent ones, so neither reason is shown; with
    five who have the same reason, both are, and one without a reason would hide the smaller of them."""
    await a_town(street)
    assert (await report_of(street)).ends.rows == ()

    def ask(session: Session, count: int, because: str | None) -> None:
        for _ in range(count):
            wish(session, person(session, street.bank.id, "Rye", NOW), ASKED_AT, State.UNMET, because)

    await street.do(ask, 4, "asker")
    assert (await report_of(street)).ends.rows == (("silence", Ended(6, 6)), ("asker", Ended(5, 5)))
    await street.do(ask, 1, None)
    assert (await report_of(street)).ends.rows == (("silence", Ended(6, 6)),)


async def test_how_asks_are_spread(street: Street) -> None:
    """Of fourteen who may be asked one was asked eight times, one four times, six once and six never. Who
    came forward, or was asked before the period, does not count."""
    town = await a_town(street)

    def ask(session: Session) -> None:
        wanted = wish(session, session.get_one(Member, street.olga.id), ASKED_AT)
        people = [*town["Hackney"], *town["Newport"]]
        for helper, times in zip(people, (8, 4, 1, 1, 1, 1, 1, 1), strict=False):
            invited(session, wanted, helper, ASKED_AT, times=times)
        invited(session, wanted, people[0], ASKED_AT, times=9, wave=0)
        invited(session, wanted, people[9], NOW - timedelta(days=91), times=5, wave=2)

    await street.do(ask)
    report = await report_of(street)
    asks = report.asks
    assert asks is not None and asks.most is not None
    # Olga and six of Hackney, six of Newport, and one of Ely: the other has no app.
    assert (asks.people, asks.invitations, asks.asked, asks.never_percent) == (14, 18, 8, 43)
    # 8, 4, and three of the single ones.
    assert (asks.most.people, asks.most.percent) == (5, 83)
    assert asks.usual == 1
    # Places 7 to 12 with one each: 24; place 13 with four: 44; place 14 with eight: 104. Over 14 · 18.
    assert asks.gini == pytest.approx(172 / 252)
    by_language = dict(report.asks_by[Dimension.LANGUAGE].rows)
    assert by_language == {"en": Load(8, 16), "es": Load(6, 2)}
    assert (by_language["en"].for_ten_people, by_language["es"].for_ten_people) == (20, 3)
    assert report.asks_by[Dimension.AREA].rows == (("Hackney", Load(7, 16)),)
    assert report.asks_by[Dimension.AREA].hidden_people == 7


async def test_who_was_asked_and_may_be_no_more_still_counts(street: Street) -> None:
    """Somebody who was asked very often and then left is among those who could be asked."""

    def ask(session: Session) -> None:
        wanted = wish(session, session.get_one(Member, street.olga.id), ASKED_AT)
        gone = person(session, street.bank.id, "Ely", NOW, state=member.State.LEFT)
        invited(session, wanted, gone, ASKED_AT, times=20)

    await street.do(ask)
    asks = (await report_of(street)).asks
    assert asks is not None
    assert (asks.people, asks.invitations) == (5, 20)
    # One was asked and four were not: each would tell of fewer than five people.
    assert (asks.asked, asks.never_percent, asks.usual, asks.most) == (None, None, None, None)


async def test_the_period_decides_by_when_it_was_asked(street: Street) -> None:
    """A request of the first minute of the first day counts, and so does one of the last minute of the last
    day on the bank's clock; a minute further away neither does."""
    first, last = date(2026, 10, 24), date(2026, 10, 25)
    span = period.whole_days(first, last, "Europe/London")
    # The clocks go back on the 25th, so that these two days have 49 hours.
    assert span.until_at - span.from_at == timedelta(hours=49) - timedelta(microseconds=1)

    def ask(session: Session) -> None:
        for turn in range(5):
            asker = person(session, street.bank.id, "Ely", NOW)
            wish(session, asker, span.from_at + minutes(turn))
            wish(session, asker, span.until_at - minutes(turn))
            wish(session, asker, span.from_at - minutes(turn + 1))
            wish(session, asker, span.until_at + minutes(turn + 1))

    await street.do(ask)
    wishes = (await report_of(street, span)).wishes
    assert wishes is not None and wishes.asked == 10


async def test_few_people_are_told_of_not_at_all(street: Street) -> None:
    """With four askers there are no figures of requests, not even for everybody."""

    def ask(session: Session) -> None:
        for one in (street.olga, street.amina, street.ben, street.carla):
            wish(session, session.get_one(Member, one.id), ASKED_AT, State.UNMET, "silence")

    await street.do(ask)
    report = await report_of(street)
    assert (report.wishes, report.asks, report.received, report.ends.rows) == (None, None, None, ())
    assert all(told.rows == () and told.hidden_people is None for told in report.wishes_by.values())


async def test_who_was_forgotten_is_counted_in_no_place(street: Street) -> None:
    """Requests of people who were forgotten still count, in a group of their own that names no place."""

    def ask(session: Session) -> None:
        for turn in range(10):
            forgotten = turn < 5
            asker = person(
                session,
                street.bank.id,
                "" if forgotten else "Ely",
                NOW,
                has_app=not forgotten,
                state=member.State.LEFT if forgotten else member.State.ACTIVE,
                name="" if forgotten else "Somebody",
            )
            wish(session, asker, ASKED_AT)

    await street.do(ask)
    report = await report_of(street)
    for dimension, known in ((Dimension.AREA, "Ely"), (Dimension.CHANNEL, "app"), (Dimension.LANGUAGE, "en")):
        assert {key: wishes.people for key, wishes in report.wishes_by[dimension].rows} == {None: 5, known: 5}


async def test_another_bank_is_not_counted(street: Street) -> None:
    """What happens in another time bank of the same database changes no figure."""
    await a_town(street)
    before = await report_of(street)

    def elsewhere(session: Session) -> None:
        other = timebank.open_bank(session, name="Ely", zone="Europe/London", language="en", now=NOW)
        people = [person(session, other.id, "Hackney", NOW) for _ in range(6)]
        for asker in people[:5]:
            wanted = wish(session, asker, ASKED_AT, State.AGREED)
            agreed(session, wanted, people[5], minutes(5), exchange.State.BANKED)
            invited(session, wanted, people[5], ASKED_AT)

    await street.do(elsewhere)
    assert await report_of(street) == before


async def test_only_members_see_it_and_only_organisers_take_it_away(street: Street) -> None:
    """Somebody who has not joined, or waits, is refused; a table is for organisers alone."""
    span = period.last(NOW)
    assert await street.see(fairness.for_member, street.amina, span) == await report_of(street)
    assert await street.see(fairness.for_organiser, street.olga, span) == await report_of(street)
    with pytest.raises(NotFound):
        await street.see(fairness.for_organiser, street.amina, span)
    states = ((member.State.JOINING, NotAMember), (member.State.WAITING, WaitingForOrganiser))
    for state, refusal in (*states, (member.State.LEFT, NotAMember)):
        one = await street.do(person, street.bank.id, "Ely", NOW, state=state)
        with pytest.raises(refusal):
            await street.see(fairness.for_member, one, span)


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "place_name": st.sampled_from(["", "Ely", "Hackney", "Newport"]),
            "language": st.sampled_from(["en", "es"]),
            "hurdles": st.sampled_from([0, STAIRS]),
            "has_app": st.booleans(),
            "became": st.lists(
                st.sampled_from(
                    [
                        (State.OPEN, None),
                        (State.UNMET, "silence"),
                        (State.UNMET, "nobody_near"),
                        (State.WITHDRAWN, "asker"),
                        (State.AGREED, None),
                    ]
                ),
                max_size=3,
            ),
        }
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PEOPLE)
def test_no_small_group_can_be_worked_out(people: list[dict[str, Any]]) -> None:
    """Whoever takes all groups that are shown away from everybody is left with nobody, or with at least five
    people, whatever the comparison, and every figure of those adds up."""
    report = StreetInMemory()
    bank_id = report.bank.id

    def settle(session: Session) -> Report:
        helper = session.get_one(Member, report.people[0].id)
        for one in people:
            facts = {name: value for name, value in one.items() if name != "became"}
            asker = person(session, bank_id, now=OPENED_AT, **facts)
            for state, because in one["became"]:
                wanted = wish(session, asker, OPENED_AT, state, because)
                if state is State.AGREED:
                    agreed(session, wanted, helper, minutes(7))
        return fairness.report(session, bank_id, period.last(OPENED_AT))

    found = report.write(settle)
    asked = [one for one in people if one["became"]]
    assert (found.wishes is None) == (len(asked) < FEWEST)
    for told in found.wishes_by.values():
        rows = [wishes for _, wishes in told.rows]
        assert all(wishes.people >= FEWEST for wishes in rows)
        left = len(asked) - sum(wishes.people for wishes in rows)
        assert left == 0 or left >= FEWEST or found.wishes is None
        assert told.hidden_people == (None if found.wishes is None and asked else left)
        for wishes in rows:
            decided = wishes.filled + wishes.unmet + wishes.unfinished + wishes.taken_back
            assert decided == wishes.asked
    for because, ended in found.ends.rows:
        behind = [one for one in people if because in {why for _, why in one["became"]}]
        assert ended.people == len(behind) >= FEWEST
    shown = {because for because, _ in found.ends.rows}
    hidden = [one for one in people if {why for _, why in one["became"]} - shown - {None}]
    assert not shown or not hidden or len(hidden) >= FEWEST
