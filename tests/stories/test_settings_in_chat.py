"""An organiser sees and changes what the time bank decides for itself, and others hear of nothing."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from models import setting, timebank
from models.journal import JournalEntry
from models.timebank import TimeBank
from tests.stories.neighbours import Neighbour, Street


async def bank_of(street: Street) -> TimeBank:
    """The time bank as it stands."""
    return await street.store.read(lambda session: timebank.get(session, street.timebank_id))


async def changes(street: Street) -> list[JournalEntry]:
    """What the journal says of settings that were changed."""
    return [entry for entry in await street.rows(JournalEntry) if entry.act == setting.ACT]


async def opens(who: Neighbour, *taps: str) -> None:
    """Opens the settings and taps on."""
    await who.says("/settings")
    await who.taps_each(*taps)


async def test_a_setting_is_changed_by_a_tap_and_read_back(street: Street) -> None:
    """It says what it means, what is usual, and what it will be instead of what; then it is so."""
    olga = await street.neighbour("Olga", organiser=True)
    await opens(olga, "Asking for help")
    await olga.hears("Asked at first: 3 people", "Time to answer: 4 hours", "Quiet from: 9pm", "25 of 100")
    await olga.taps("Asked at first")
    await olga.hears("Asked at first: 3 people", "neighbours are asked first", "Usually it is: 3 people")
    await olga.taps("Change it")
    await olga.hears("It can be from 1 person to 20 people", "is set to 3 people now", "What should it be?")
    await olga.taps("5 people")
    await olga.hears("It will be 5 people instead of 3 people", "Shall we change it?")
    assert (await bank_of(street)).wave_size == 3
    await olga.taps("Yes, change it")
    await olga.hears("This is changed now", "Asked at first: 5 people", "Olga changed this last")
    assert (await bank_of(street)).wave_size == 5
    [entry] = await changes(street)
    assert entry.detail == {"name": "wave_size", "old": 3, "new": 5}
    await olga.says("/journal")
    await olga.hears("changed “Asked at first” from 3 people to 5 people")
    await opens(olga, "Asking for help", "Asked at first", "Change it", "3 people", "Yes, change it")
    assert (await bank_of(street)).wave_size == 3


@pytest.mark.parametrize(
    ("screen", "name", "typed", "column", "value"),
    [
        ("Hours", "How far below zero", "10 hours", "floor_minutes", -600),
        ("Hours", "How far below zero", "minus 2", "floor_minutes", -120),
        ("Hours", "When to say a kind word", "-1 hour", "soft_floor_minutes", -60),
        ("Hours", "Hours to begin with", "0", "starting_minutes", 0),
        ("Hours", "How far up", "40", "ceiling_minutes", 2_400),
        ("Hours", "How far up", "no end", "ceiling_minutes", None),
        ("Asking for help", "Time to answer", "90 minutes", "invitation_minutes", 90),
        ("Asking for help", "When you are called", "2 days", "at_risk_minutes", None),
        ("Asking for help", "Hope that calls you", "40 %", "least_hope_percent", 40),
        ("Asking for help", "Quiet from", "10pm", "quiet_from_hour", 22),
        ("Asking for help", "Asked at first", "four", "wave_size", 4),
        ("The time bank", "Name", "Mill Lane & Co", "name", "Mill Lane & Co"),
        ("The time bank", "Where we are", "Scotland", "nation", "scotland"),
        ("The time bank", "Who joins", "an organiser is asked", "joining", "approved"),
        ("The time bank", "Where else to turn", "Ring 0161 496 0000", "refer_to", "Ring 0161 496 0000"),
        ("Who suits whom", "Knowing each other", "200", "met", 2.0),
        ("What distance counts", "Half as near", "2,5 km", "near_half_m", 2_500.0),
        ("What time counts", "Half rested", "48 hours", "rested_half_hours", 48.0),
    ],
)
async def test_a_setting_is_typed(
    street: Street, screen: str, name: str, typed: str, column: str, value: object
) -> None:
    """A value may be typed as people say it; what is not understood is asked again, and nothing changes."""
    olga = await street.neighbour("Olga", organiser=True)
    await opens(olga, screen, name, "Change it")
    await olga.says(typed)
    if typed == "2 days":
        await olga.hears("We did not understand that")
        return
    await olga.hears("instead of")
    await olga.says("yes")
    await olga.hears("This is changed now")
    bank = await bank_of(street)
    assert bank.weights.get(column, getattr(bank, column, "nothing")) == value


async def test_what_will_not_do_is_refused_with_the_bounds(street: Street) -> None:
    """Beyond the bounds, past another setting, the same as now, or nonsense: each gets a kind answer."""
    olga = await street.neighbour("Olga", organiser=True)
    await opens(olga, "Asking for help", "Asked at first", "Change it")
    await olga.says("21")
    await olga.hears("It can be from 1 person to 20 people")
    await olga.says("lots")
    await olga.hears("Please write just the value")
    await olga.taps("Stop")
    await opens(olga, "Asking for help", "Asked at first", "Change it")
    await olga.says("3")
    await olga.hears("It is 3 people already")
    await olga.taps("Stop")
    await opens(olga, "Hours", "How far below zero", "Change it")
    await olga.says("1 hour")
    await olga.hears("It can be from minus 100 hours to minus 2 hours")
    await olga.taps("Stop")
    await opens(olga, "The time bank", "Name", "Change it")
    await olga.says("x" * 65)
    await olga.hears("It can have 64 letters and signs at most")
    await olga.says("help")
    await olga.taps("Stop")
    assert not await changes(street)


async def test_a_no_and_a_stop_change_nothing(street: Street) -> None:
    """Whoever says no, or stops, when it is read back leaves everything as it is."""
    olga = await street.neighbour("Olga", organiser=True)
    for last in ("no", "stop"):
        await opens(olga, "Asking for help", "Asked at first", "Change it", "5 people")
        await olga.says(last)
    assert (await bank_of(street)).wave_size == 3


async def test_a_confirmation_that_comes_too_late(street: Street) -> None:
    """Pia changes it while Olga thinks: her yes changes nothing, and she reads how it stands and by whom."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    await opens(olga, "Asking for help", "Asked in a day at most", "Change it", "5 invitations")
    await opens(pia, "Asking for help", "Asked in a day at most", "Change it", "2 invitations")
    await pia.taps("Yes, change it")
    sure = olga.data_of("Yes, change it")
    await olga.taps("Yes, change it")
    await olga.hears("Somebody else has just changed this", "2 invitations", "Pia changed this last")
    assert (await bank_of(street)).asks_per_day == 2
    # The same button once more, and in the middle of another change: it says nothing and changes nothing.
    await olga.taps_data(sure)
    await opens(olga, "Asking for help", "Asked in a day at most", "Change it")
    await olga.taps_data(sure)
    await olga.hears("is set to 2 invitations now")
    assert (await bank_of(street)).asks_per_day == 2
    assert len(await changes(street)) == 1


async def test_the_last_tap_twice_changes_once(street: Street) -> None:
    """The same tap twice, under another number, and after a restart: one change, written down once."""
    olga = await street.neighbour("Olga", organiser=True)
    await opens(olga, "Asking for help", "Asked at first", "Change it", "5 people")
    await street.restart()
    olga.person.taps("Yes, change it")
    [tap] = street.taken_updates()
    await street.at_once([tap, {**tap, "update_id": tap["update_id"] + 1_000}])
    street.messenger.push_update(tap)
    await street.settle()
    assert (await bank_of(street)).wave_size == 5
    assert len(await changes(street)) == 1


async def test_to_others_there_are_no_settings(street: Street) -> None:
    """A member, a former organiser and a forged button hear what an unknown one says."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await street.neighbour("Pia", organiser=True)
    await opens(olga, "Asking for help", "Asked at first", "Change it", "5 people")

    def resign(session: Session) -> None:
        olga.row(session).is_organiser = False

    await street.store.write(resign)
    await olga.taps("Yes, change it")
    await olga.hears("We don't know that one")
    for who in (ada, olga):
        await who.says("/settings")
        await who.hears("We don't know that one")
        for data in ("sets", "sets:hours", "sets:wings", "set:wave_size", "set:wave_size:change", "set:x"):
            await who.taps_data(data)
            await who.hears("We don't know that one")
    assert (await bank_of(street)).wave_size == 3


async def test_what_the_host_has_set_is_shown_and_not_changed(street: Street) -> None:
    """The time zone is there to read; a forged button to change it is none of ours."""
    olga = await street.neighbour("Olga", organiser=True)
    await opens(olga, "The time bank", "Time zone")
    await olga.hears("Time zone: “Europe/London”", "Whoever hosts the time bank has set this")
    assert "Change it" not in olga.buttons()
    await olga.taps_data("set:zone:change")
    await olga.hears("This button no longer works")


async def test_every_screen_opens_in_every_language(street: Street) -> None:
    """Each setting can be opened and asked about in English and in Spanish, by those who read it."""
    for language in ("en", "es"):
        olga = await street.neighbour(f"Olga-{language}", organiser=True, language=language)
        await olga.says("/settings")
        screen = olga.person.heard[-1].id
        for one in setting.SETTINGS:
            await olga.taps_data(f"sets:{one.group.value}", screen)
            await olga.taps_data(f"set:{one.name}", screen)
            assert olga.news
            if not one.by_host:
                await olga.taps_data(f"set:{one.name}:change", screen)
                await olga.hears("?")
                await olga.says("stop")


async def test_settings_in_spanish(street: Street) -> None:
    """An organiser who reads Spanish changes one by typing, and reads it back."""
    olga = await street.neighbour("Olga", organiser=True, language="es")
    await opens(olga, "Horas", "Hasta dónde bajo cero", "Cambiarlo")
    await olga.says("menos 10 horas")
    await olga.hears("Será menos 10 horas en vez de menos 5 horas")
    await olga.says("sí")
    await olga.hears("Ya está cambiado", "Lo cambió Olga")
    assert (await bank_of(street)).floor_minutes == -600
