"""Afterwards: the hours that were banked, and one quiet question: would you be glad to see each other again?

What somebody answers is for them alone, and can be changed from the same message at any time. From there
they can also thank the other one, and a helper can say how the other one seemed; neither is asked unbidden.
"""

from __future__ import annotations

from collections.abc import Callable

from bot import dialogue
from bot.context import Scene
from bot.flows.kinds import for_kind
from bot.flows.thanking import THANKING
from bot.heard import Heard, number
from bot.saying import Button, Keyboard, Reply, Say, reply, say
from bot.values import Length, Moment, words
from bot.wording import balance, member_words
from models import afterwards, confirmation, exchange, member, thanks
from models.afterwards import Feeling
from models.exchange import Exchange
from models.member import Member, NotFound


def banked(scene: Scene, standing: Exchange) -> Say | None:
    """Tells one of the two that the hours are banked, with the question, or with what they said to it."""
    if standing.banked_minutes is None:
        return None
    question = asked(scene, standing)
    said = _hours(scene, standing)
    if not question.parts:
        return say(*said.parts, keyboard=Keyboard.HOME)
    return say(*said.parts, *question.parts, buttons=question.buttons)


def asked(scene: Scene, standing: Exchange) -> Say:
    """The question alone, or what was said to it; empty where the other one has left."""
    other = _other(scene, standing)
    if other.state is member.State.LEFT:
        return say()
    feeling = afterwards.said(scene.session, standing, scene.member)
    if feeling is None:
        return _question(scene, standing, other)
    return _noted(scene, standing, other, feeling)


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows in place of a question that was left how things stand."""
    standing = _mine(scene, arguments)
    return in_place(scene, standing, asked(scene, standing))


def thank(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to thank the other one; raises ThankedAlready or OverAlready where that is over."""
    standing = thanks.require(scene.session, number(arguments), scene.member)
    return dialogue.begin(scene, THANKING, subject_id=standing.id)


def thanked(scene: Scene, subject_id: int) -> Say | None:
    """Tells somebody that the other one thanks them."""
    found = thanks.to_tell(scene.session, scene.member, subject_id)
    if found is None:
        return None
    row, standing, sender = found
    said = words(
        "thanked", name=member_words(sender), kind=for_kind(standing.kind), when=Moment(standing.starts_at)
    )
    word = [words("thanked-text", name=member_words(sender), text=row.text)] if row.text else []
    back = [] if thanks.sent(scene.session, standing, scene.member) else [_thank_button(standing, sender)]
    return say(said, *word, buttons=[back] if back else [])


def ask(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more, for somebody who has changed their mind."""
    standing = _mine(scene, arguments)
    question = _question(scene, standing, _other(scene, standing))
    return in_place(scene, standing, question)


def rather_others(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Somebody would rather see others; asks how much they mean it, and until they say, the lesser counts."""
    standing = _mine(scene, arguments)
    afterwards.say(scene.session, standing.id, scene.member, Feeling.OTHERS, scene.now)
    other = _other(scene, standing)
    how = say(
        words("afterwards-how", name=member_words(other)),
        buttons=[
            [Button(words("button-only-prefer"), f"prefer:{standing.id}")],
            [Button(words("button-never-again"), f"never:{standing.id}")],
            [Button(words("button-mind-changed"), f"again:{standing.id}")],
        ],
    )
    return in_place(scene, standing, how)


def says(feeling: Feeling) -> Callable[[Scene, Heard, list[str]], Reply]:
    """Makes the press that notes what somebody would like."""

    def noted(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
        standing = _mine(scene, arguments)
        afterwards.say(scene.session, standing.id, scene.member, feeling, scene.now)
        answer = in_place(scene, standing, _noted(scene, standing, _other(scene, standing), feeling))
        answer.toast = words("toast-thank-you")
        return answer

    return noted


def _mine(scene: Scene, arguments: list[str]) -> Exchange:
    """Returns the help that a button is about; raises NotFound where there was none of theirs."""
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    if standing.state is not exchange.State.BANKED:
        raise NotFound()
    return standing


def _other(scene: Scene, standing: Exchange) -> Member:
    return member.get(scene.session, scene.bank.id, standing.other(scene.member))


def _question(scene: Scene, standing: Exchange, other: Member) -> Say:
    return say(
        words("afterwards-ask", name=member_words(other)),
        buttons=[
            [Button(words("button-glad", name=member_words(other)), f"glad:{standing.id}")],
            [Button(words("button-rather-others"), f"others:{standing.id}")],
            *_more(scene, standing, other),
            [Button(words("button-concern"), f"concern:{standing.id}")],
        ],
    )


def _noted(scene: Scene, standing: Exchange, other: Member, feeling: Feeling) -> Say:
    more = [] if feeling is Feeling.NEVER else _more(scene, standing, other)
    return say(
        words(f"afterwards-{feeling.value}", name=member_words(other)),
        buttons=[
            *more,
            [Button(words("button-mind-changed"), f"again:{standing.id}")],
            [Button(words("button-concern"), f"concern:{standing.id}")],
        ],
    )


def _more(scene: Scene, standing: Exchange, other: Member) -> list[list[Button]]:
    """What else can be said: thanks, once, and by a helper how the other one seemed."""
    rows = []
    if thanks.sent(scene.session, standing, scene.member) is None:
        rows.append([_thank_button(standing, other)])
    if standing.helper_id == scene.member.id:
        rows.append([Button(words("button-seemed-how", name=member_words(other)), f"seem:{standing.id}")])
    return rows


def _thank_button(standing: Exchange, other: Member) -> Button:
    return Button(words("button-thank", name=member_words(other)), f"thank:{standing.id}")


def in_place(scene: Scene, standing: Exchange, what: Say) -> Reply:
    """Lets the message that was tapped tell of the hours as before, and of what was said now."""
    return reply(edit=say(*_hours(scene, standing).parts, *what.parts, buttons=what.buttons))


def _hours(scene: Scene, standing: Exchange) -> Say:
    """What was banked, and the balance as it is now."""
    other = _other(scene, standing)
    hours, length = balance(scene), Length(standing.banked_minutes or 0)
    name = member_words(other)
    if standing.helper_id == scene.member.id:
        parts = [words("banked-you-helped", name=name, length=length, hours=hours)]
    else:
        parts = [words("banked-helped-you", name=name, length=length, hours=hours)]
    mine, theirs = standing.figure_of(scene.member), standing.figure_of(other)
    if mine and theirs and mine != theirs and standing.banked_minutes == confirmation.middle(mine, theirs):
        parts.append(words("banked-middle", name=name, mine=Length(mine), theirs=Length(theirs)))
    return say(*parts)
