"""Safety: a call for help with one tap or one word, openly or unnoticed, and what is said back.

Nothing is asked before help is called. What is said to an open call begins with the emergency number; to a
quiet one it is what anybody hears who says hello.
"""

from __future__ import annotations

from dataclasses import replace

from bot.calendar import visit_file
from bot.context import Scene
from bot.free_text import fold
from bot.heard import Heard, Manner
from bot.saying import Button, Keyboard, Reply, Say, reply, say
from bot.values import Code, Moment, Several, words
from bot.wording import member_words, visit_args
from models import alarm, concern, exchange, member, quiet_word, role

UNSAFE = Button(words("button-unsafe"), "unsafe")


def unsafe(scene: Scene) -> Reply:
    """Calls everybody who looks after the bank, and says the emergency number; an open talk stays open.

    Somebody who is no member is told the number and how to reach a person.
    """
    danger = words("unsafe-danger", number=Code(scene.bank.emergency_number))
    if not scene.member.has_joined:
        more = Button(words("button-say-more"), "concern")
        return reply(say(danger, words("unsafe-stranger"), buttons=[[more]]))
    raised = alarm.raise_(scene.session, scene.member, scene.now)
    people = len(alarm.called(scene.session, raised))
    told = words("unsafe-told", count=people) if people else words("unsafe-nobody")
    about = "concern" if raised.exchange_id is None else f"concern:{raised.exchange_id}"
    return reply(say(danger, told, buttons=[[Button(words("button-say-more"), about)]]))


def still_called(scene: Scene) -> Say | None:
    """Says to whoever would stop it that a call for help goes on until a person has it; None without one.

    A word of theirs does not end it, because somebody beside them may make them say it.
    """
    raised = alarm.unheard(scene.session, scene.speaks)
    if raised is None:
        return None
    told = words("alarm-stays") if alarm.called(scene.session, raised) else words("unsafe-nobody")
    return say(told, buttons=[[Button(words("button-ask-a-person"), "person:unsafe")]])


def press_unsafe(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The same by a button, which stays where it is."""
    return unsafe(scene)


def is_quiet_word(scene: Scene, heard: Heard) -> bool:
    """Whether somebody typed the word with which they call for help unseen."""
    return heard.manner is Manner.WORDS and quiet_word.is_it(scene.member, fold(heard.text))


def answered_quietly(scene: Scene, heard: Heard) -> Reply | None:
    """Calls for help where the word was typed, and answers as to a hello; None where it was not."""
    if not (is_quiet_word(scene, heard) and scene.member.has_joined):
        return None
    alarm.raise_(scene.session, scene.member, scene.now, quiet=True)
    return reply(say(words("menu", name=scene.member.name), keyboard=Keyboard.HOME))


def beside(scene: Scene, answer: Reply) -> Reply:
    """Puts the call for help below what is answered, while the member is on a visit."""
    shown = [what for what in (*answer.says, answer.edit) if what is not None and what.buttons]
    if shown and alarm.visit_of(scene.session, scene.member, scene.now) is not None:
        answer.says = [below(what) for what in answer.says]
        answer.edit = None if answer.edit is None else below(answer.edit)
    return answer


def beside_one(scene: Scene, what: Say) -> Say:
    """The same for what is said without being asked."""
    if what.buttons and alarm.visit_of(scene.session, scene.member, scene.now) is not None:
        return below(what)
    return what


def below(what: Say) -> Say:
    """Puts the call for help below a message with buttons, unless it is there already."""
    if not what.buttons or any(button.data == UNSAFE.data for row in what.buttons for button in row):
        return what
    return replace(what, buttons=(*what.buttons, (UNSAFE,)))


def somebody_has_it(scene: Scene, subject_id: int) -> Say | None:
    """Tells whoever called openly that a person has heard them."""
    found = alarm.mine(scene.session, scene.member, subject_id)
    taker = alarm.taker(scene.session, found)
    if taker is None or found.quiet:
        return None
    number = Code(scene.bank.emergency_number)
    return say(words("alarm-heard", name=member_words(taker)), words("unsafe-danger", number=number))


def concern_has_somebody(scene: Scene, subject_id: int) -> Say | None:
    """Tells whoever raised a concern that a person has it; nothing of what it is about."""
    found = concern.mine(scene.session, scene.member, subject_id)
    if found.state is not concern.State.HEARD or found.heard_by_id is None:
        return None
    name = member_words(member.get(scene.session, scene.bank.id, found.heard_by_id))
    return say(words("concern-heard", name=name, when=Moment(found.raised_at)))


def concern_is_closed(scene: Scene, subject_id: int) -> Say | None:
    """Tells them that it is closed, and that they can say more at any time."""
    found = concern.mine(scene.session, scene.member, subject_id)
    if found.state is not concern.State.CLOSED:
        return None
    again = Button(words("button-concern"), "concern")
    return say(words("concern-closed", when=Moment(found.raised_at)), buttons=[[again]])


def visit_is_off(scene: Scene, subject_id: int) -> Say | None:
    """Tells one of the two, in words that put it down to neither, that a visit does not take place."""
    standing = exchange.mine(scene.session, scene.member, subject_id)
    if standing.state not in (exchange.State.CANCELLED, exchange.State.DROPPED):
        return None
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    args = visit_args(standing, other)
    told = words("visit-off", **args)
    wanted_again = standing.state is exchange.State.DROPPED and standing.asker_id == scene.member.id
    more = [words("visit-off-searching")] if wanted_again else []
    return say(told, *more, file=visit_file(scene, standing, other))


def membership_rests(scene: Scene, subject_id: int) -> Say | None:
    """Tells somebody that their membership is paused for now, or no longer is; not why."""
    person = [[Button(words("button-ask-a-person"), "person:held")]]
    if scene.member.state is member.State.HELD:
        return say(words("hold-told"), words("hold-told-next"), buttons=person)
    return say(words("hold-over"), keyboard=Keyboard.HOME) if scene.member.has_joined else None


def roles_now(scene: Scene, subject_id: int) -> Say | None:
    """Tells somebody which roles they have, as it stands."""
    if scene.member.state not in (member.State.ACTIVE, member.State.PAUSED):
        return None
    roles = role.of(scene.member)
    if not roles:
        return say(words("roles-yours-none"), keyboard=Keyboard.HOME)
    parts = [words("roles-yours", roles=Several([words(f"role-{one.value}") for one in roles]))]
    parts += [words(f"roles-do-{one.value}") for one in roles]
    return say(*parts, keyboard=Keyboard.HOME)
