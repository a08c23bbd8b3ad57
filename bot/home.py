"""The home keyboard: the four things one does most, always under the place where one types."""

from __future__ import annotations

from bot.context import Scene
from bot.free_text import fold
from bot.values import words

# In rows, as it is shown; each is the name of a command.
HOME = (("ask", "offer"), ("things", "help"))
HOME_LABELS = {
    "ask": words("button-home-ask"),
    "offer": words("button-home-offer"),
    "things": words("button-home-things"),
    "help": words("button-home-help"),
}


def home_command(scene: Scene, text: str) -> str | None:
    """Returns the command whose button on the home keyboard says that, if any."""
    said = fold(text)
    for name, label in HOME_LABELS.items():
        if said == fold(scene.plain(label)):
            return name
    return None
