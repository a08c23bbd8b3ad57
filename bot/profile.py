"""The profile: what we know about somebody and how they like to be asked, and the ways to change it."""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.dialogue import Talk
from bot.flows.days import DAYS, shown
from bot.flows.joining import FREE_TIMES, REACHES_M
from bot.flows.limits import ASKS, HOURS
from bot.flows.oneself import FREE, LIVING, REACH, TONGUES, spans_free
from bot.flows.pausing import break_words
from bot.flows.place import place_words
from bot.flows.quiet_word import QUIET_WORD
from bot.flows.suiting import AT_HOME, CANNOT, COMES, GENDER, VISITS, hurdles_words, whom_words
from bot.heard import Heard
from bot.language import languages
from bot.saying import Button, Reply, Say, reply, say, singly
from bot.values import Code, Length, Several, Words, words
from models import availability, changed_day, member
from models.member import Member

SPANS_SHOWN = 3

# What is changed together, five things at most, since more buttons than that are hard to tell apart.
TOPICS: dict[str, tuple[Talk, ...]] = {
    "me": (TONGUES, LIVING, REACH, GENDER),
    "time": (FREE, DAYS, ASKS, HOURS),
    "visits": (VISITS, COMES, AT_HOME, CANNOT, QUIET_WORD),
}
CHANGES: dict[str, Talk] = {talk.name: talk for talks in TOPICS.values() for talk in talks}


def profile(scene: Scene) -> Reply:
    """Shows all of it."""
    return reply(_whole(scene))


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Turns to one topic, or back to all of it."""
    if not arguments:
        return reply(edit=_whole(scene))
    if arguments[0] not in TOPICS:
        raise ValueError("no topic of ours")
    return reply(edit=_topic(scene, arguments[0]))


def change(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to change one thing."""
    if arguments[0] not in CHANGES:
        raise ValueError("nothing that can be changed")
    member.require_active(scene.member)
    return dialogue.begin(scene, CHANGES[arguments[0]])


def _whole(scene: Scene) -> Say:
    member.require_active(scene.member)
    who = scene.member
    lines = [line for topic in TOPICS for line in _lines(scene, topic)]
    buttons = [Button(words(f"button-topic-{topic}"), f"profile:{topic}") for topic in TOPICS]
    buttons.append(Button(words("button-buddy"), "go:buddy"))
    standing = break_words(who)
    if standing is None:
        buttons.append(Button(words("button-take-break"), "go:pause"))
    else:
        lines.append(standing)
        buttons.append(Button(words("button-change-break"), "go:pause"))
    return say(words("profile", name=who.name), *lines, words("profile-ask"), buttons=singly(buttons))


def _topic(scene: Scene, topic: str) -> Say:
    member.require_active(scene.member)
    buttons = [Button(words(f"button-change-{talk.name}"), f"change:{talk.name}") for talk in TOPICS[topic]]
    last = [Button(words("button-back-to-profile"), "profile")]
    if topic == "me":
        alone = scene.member.acts_alone
        label = words("button-somebody-may-act") if alone else words("button-nobody-acts")
        last.insert(0, Button(label, "alone:0" if alone else "alone:1"))
    unseen = [words("profile-only-decides")] if topic == "visits" else []
    return say(*_lines(scene, topic), *unseen, words("profile-ask"), buttons=[*singly(buttons), tuple(last)])


def _lines(scene: Scene, topic: str) -> list[Words]:
    """Tells what is known of one topic."""
    match topic:
        case "me":
            return _about_me(scene.member)
        case "time":
            return _about_time(scene)
    who = scene.member
    return [
        words(
            "profile-visits-and-comes",
            visits=whom_words(who.visits),
            comes=whom_words(who.comes),
        ),
        words(
            "profile-home-and-cannot",
            hurdles=hurdles_words(who.hurdles),
            cannot=hurdles_words(who.cannot),
        ),
    ]


def _about_me(who: Member) -> list[Words]:
    names = languages()
    return [
        words(
            "profile-languages-and-place",
            languages=Several([Code(names.get(code, code)) for code in who.languages.split(",")]),
            place=place_words({"name": who.place_name}),
        ),
        words(
            "profile-reach-and-gender",
            reach=reach_words(who.travel_limit_m),
            gender="unsaid" if who.gender is None else who.gender.value,
        ),
    ]


def _about_time(scene: Scene) -> list[Words]:
    who = scene.member
    spans = changed_day.spans(scene.session, who, scene.now)
    asks, minutes = who.asks_per_week, who.minutes_per_week
    return [
        words("profile-free", free=free_words(who.free_slots)),
        *(shown(spans, SPANS_SHOWN) or [words("profile-no-days")]),
        words(
            "profile-asks-and-hours",
            asks=words("no-limit") if asks is None else words("asks-at-most", count=asks),
            limit=words("no-limit") if minutes is None else words("hours-at-most", length=Length(minutes)),
        ),
    ]


def reach_words(limit_m: int) -> Words:
    """Tells how far somebody goes, after a colon."""
    if limit_m == REACHES_M["home"]:
        return words("reach-home")
    if limit_m <= REACHES_M["walk"]:
        return words("reach-walk")
    return words("reach-km", km=round(limit_m / 1_000))


def free_words(slots: int) -> Words:
    """Tells when somebody is usually free, after a colon."""
    if slots == availability.ALWAYS:
        return words("free-any")
    whole = spans_free(slots)
    spans = [words(f"free-{code}") for code in whole]
    if slots & ~sum(FREE_TIMES[code] for code in whole):
        spans.append(words("free-other"))
    return words("list-line", list=Several(spans)) if spans else words("free-never")
