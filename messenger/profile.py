"""Who someone is, and what their phone showed them for a moment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Toast:
    """What the bot answered to a tap.

    Attributes:
        text: the words; "" when the spinner just stopped.
        alert: whether they stood in a box to be dismissed.
    """

    text: str
    alert: bool = False


@dataclass(frozen=True)
class Profile:
    """What is known of a person, whatever they do.

    Attributes:
        id: of the person and of their chat.
        name: their first name.
        role: what they are in the story, for the head of their phone.
        language: of their app, as an IETF tag.
        username: without the @; "" for none.
        zone: their time zone, as an IANA name.
        place: where they live, as (latitude, longitude) in degrees, to be shared when asked.
        on_page: whether the page shows their phone.
    """

    id: int
    name: str
    role: str = ""
    language: str = "en"
    username: str = ""
    zone: str = "Europe/London"
    place: tuple[float, float] = (51.5446, -0.0553)
    on_page: bool = True
