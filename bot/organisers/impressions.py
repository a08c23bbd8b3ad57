"""What organisers read of how people seemed: a worry as a task, and everything else when they ask for it."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Scene
from bot.heard import Heard, number
from bot.saying import Button, Reply, Say, reply, say, singly
from bot.values import Moment, Words, words
from bot.wording import member_words
from models import impression, member
from models.impression import Impression, Seemed
from models.member import NotFound

LOOKS_BACK = timedelta(days=90)
SHOWN_AT_MOST = 6


def worried(scene: Scene, subject_id: int) -> Say | None:
    """Tells an organiser that a helper is worried; what they wrote is read by opening it, on record."""
    try:
        row = impression.find(scene.session, subject_id, scene.member)
    except NotFound:
        return None
    if not row.waits:
        return None
    helper = member.get(scene.session, scene.bank.id, row.by_id)
    about = member.get(scene.session, scene.bank.id, row.about_id)
    return say(
        words("task-worried-told", helper=member_words(helper), name=member_words(about)),
        buttons=[[Button(words("button-read-worry"), f"task:worried:{row.id}")]],
    )


def task(scene: Scene, subject_id: int) -> Say:
    """A worry of the queue, read on record, with what can be done about it."""
    if not impression.find(scene.session, subject_id, scene.member).waits:
        return say(words("task-done-before"))
    row = impression.read(scene.session, subject_id, scene.member, scene.now)
    parts = _told(scene, row)
    return say(*parts, buttons=[[Button(words("button-worry-done"), f"worrydone:{row.id}")]])


def show(scene: Scene) -> Reply:
    """How people seemed lately, counted; to all but organisers it is an unknown command (NotFound)."""
    return reply(_listing(scene))


def show_again(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The same, in place of what was read."""
    return reply(edit=_listing(scene))


def read(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """One of them, on record."""
    row = impression.read(scene.session, number(arguments), scene.member, scene.now)
    back = [[Button(words("button-back"), "seemed")]]
    return reply(edit=say(*_told(scene, row), buttons=back))


def _listing(scene: Scene) -> Say:
    since = scene.now - LOOKS_BACK
    counted = impression.counts(scene.session, scene.member, since)
    if not counted:
        return say(words("seemed-empty"), buttons=[[Button(words("button-back-to-queue"), "admin")]])
    rows = impression.not_well(scene.session, scene.member, since, limit=SHOWN_AT_MOST)
    heading = words(
        "seemed",
        days=LOOKS_BACK.days,
        well=counted[Seemed.WELL],
        down=counted[Seemed.DOWN],
        worried=counted[Seemed.WORRIED],
    )
    parts = [heading, words("seemed-read")] if rows else [heading]
    return say(*parts, buttons=[*singly(_button(scene, row) for row in rows), (_to_queue(),)])


def _to_queue() -> Button:
    return Button(words("button-back-to-queue"), "admin")


def _button(scene: Scene, row: Impression) -> Button:
    about = member.get(scene.session, scene.bank.id, row.about_id)
    return Button(words("button-seemed-how", name=member_words(about)), f"seemedread:{row.id}")


def _told(scene: Scene, row: Impression) -> list[Words]:
    about = member.get(scene.session, scene.bank.id, row.about_id)
    helper = member.get(scene.session, scene.bank.id, row.by_id)
    parts = [
        words(
            f"seemed-{row.seemed.value}",
            name=member_words(about),
            helper=member_words(helper),
            when=Moment(row.said_at),
        )
    ]
    if row.text:
        parts.append(words("seemed-text", helper=member_words(helper), text=row.text))
    parts.append(words("seemed-on-record", name=member_words(about)))
    return parts
