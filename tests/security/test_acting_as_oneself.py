"""Proves that what organisers do is done in their own name, also while they act for somebody else."""

from __future__ import annotations

from bot import buttons, commands
from bot.organisers import acting

ROOM = "bot.organisers."
# Members' own buttons, which are worded in that room.
FOR_MEMBERS = {"needhours", "alone"}


def test_every_button_of_organisers_is_their_own() -> None:
    """Each button and command that an organiser has is theirs while they act for somebody, and none of them
    is done in the other's name."""
    pressed = {name for name, press in buttons.PRESSES.items() if press.__module__.startswith(ROOM)}
    assert len(pressed) > 80
    assert pressed - FOR_MEMBERS <= acting.OWN
    assert not acting.OWN & acting.FOR_THEM
    written = {name for name, command in commands.COMMANDS.items() if command.__module__.startswith(ROOM)}
    assert len(written) > 15
    assert written <= acting.OWN_COMMANDS


def test_what_is_named_there_exists() -> None:
    """No name is left over from a button or a command that is gone."""
    assert set(buttons.PRESSES) >= acting.OWN | acting.FOR_THEM
    assert set(commands.COMMANDS) >= acting.OWN_COMMANDS | acting.COMMANDS_FOR_THEM
