"""The way of a message: what was heard goes in, what we answer comes out, all inside one transaction.

a button -------------------> buttons
a command or a word for one -> commands
a talk is open -------------> dialogue
words on a button shown ----> buttons, as if it had been tapped
yes, no, a length of time --> the one thing they can mean now
anything else --------------> kindly, the way home
"""

from __future__ import annotations

from dataclasses import replace

from bot import (
    buttons,
    commands,
    dialogue,
    invitations,
    paying,
    requests,
    safety,
    talks,
    understanding,
    visits,
)
from bot.context import Scene
from bot.flows import leaving
from bot.flows.quiet_word import QUIET_WORD
from bot.heard import Heard, Manner
from bot.home import home_command
from bot.organisers import acting
from bot.saying import Button, Keyboard, Reply, reply, say
from bot.values import refused, words
from bot.wording import member_words
from models import claim, conversation, erasure, exchange, invitation, ledger, member, request
from models.caution import KindBanned, NobodyMay
from models.conversation import Conversation
from models.demand import NotAllowed
from models.invitation import AlreadyFilled
from models.promised import PromisedElsewhere
from models.refusals import Refusal
from models.timebank import NotOpenYet
from models.transfer import NoHoursLeft

MESSAGES_OFFERED = 3
# These leave an open talk or step aside from it, wherever one is.
LEAVING = ("stop", "cancel", "help", "menu", "language", "person", "leave", "concern", "unsafe")


def respond(scene: Scene, heard: Heard) -> Reply:
    """Answers what was heard, from whoever speaks for themself or for somebody, with the call for help below
    it while they are on a visit.

    Raises:
        Refusal: a rule said no; nothing has changed then, and `refusal_reply` words it.
    """
    return safety.beside(scene, _answer(scene, heard))


def _answer(scene: Scene, heard: Heard) -> Reply:
    if not _chooses_quiet_word(scene) and (quietly := safety.answered_quietly(scene, heard)) is not None:
        return quietly
    return acting.respond(scene, heard, _respond)


def _respond(scene: Scene, heard: Heard) -> Reply:
    if heard.manner is Manner.TAP:
        return buttons.press(scene, heard)
    if heard.manner is Manner.WORDS and heard.text.startswith("/"):
        return _slash_command(scene, heard)
    row = scene.open_talk
    named = _named_command(scene, heard, row)
    if named is not None:
        return _run(scene, heard, named)
    if row is not None:
        return _in_talk(scene, heard, row)
    if not scene.member.has_joined:
        return commands.outside(scene, heard)
    if heard.manner is Manner.WORDS:
        return _loose_words(scene, heard)
    if heard.manner is Manner.PLACE:
        where = Button(words("button-profile"), "go:profile")
        return reply(say(words("place-not-asked"), buttons=[[where]]))
    receipt = paying.photo_came(scene, heard)
    return receipt or reply(say(words("not-understood-other"), keyboard=Keyboard.HOME))


def _chooses_quiet_word(scene: Scene) -> bool:
    """Whether they are asked for a quiet word, so that to type the one they have calls nobody."""
    row = scene.open_talk
    return row is not None and row.flow == QUIET_WORD.name


def where_we_are(scene: Scene, heard: Heard) -> Reply:
    """Tells how things stand, after a crash between doing what was asked and saying so.

    What was done is not done again: the open question is asked once more, or their things are shown.
    """
    return acting.again(scene, heard, _where_we_are)


def _where_we_are(scene: Scene, heard: Heard) -> Reply:
    if scene.is_new:
        # Being forgotten was what they had asked for.
        erasure.unmeet(scene.session, scene.member)
        return reply(say(words("outside"), keyboard=Keyboard.NONE))
    row = conversation.current(scene.session, scene.speaks)
    if row is not None and row.flow in talks.TALKS:
        answer = dialogue.carry_on(scene, talks.named(row.flow), row)
    elif scene.member.has_joined:
        answer = commands.things(scene)
    else:
        answer = commands.outside(scene, heard)
    first, *others = answer.says
    return Reply(says=[replace(first, parts=(words("cut-off"), *first.parts)), *others])


def refusal_reply(refusal: Refusal) -> Reply:
    """Words a rule's no, with what can be done instead where there is something."""
    ways: list[list[Button]] = []
    if isinstance(refusal, ledger.NotEnoughHours):
        ways = [[Button(words("button-offer"), "go:offer"), Button(words("button-browse"), "go:browse")]]
        if type(refusal) in (ledger.NotEnoughHours, NoHoursLeft):
            # Whoever needs help and has no hours for it is not left with a no.
            ways.append([Button(words("button-need-hours"), "needhours")])
    elif isinstance(refusal, AlreadyFilled | PromisedElsewhere):
        ways = [[Button(words("button-browse"), "go:browse")], [Button(words("button-things"), "go:things")]]
    elif isinstance(refusal, NotAllowed):
        ways = [
            [Button(words("button-ask-a-person"), "person:check")],
            [Button(words("button-browse"), "go:browse")],
        ]
    elif isinstance(refusal, NobodyMay | KindBanned):
        ways = [[Button(words("button-ask-a-person"), "person:never")]]
    elif isinstance(refusal, NotOpenYet):
        ways = [
            [Button(words("button-offer"), "go:offer")],
            [Button(words("button-ask-a-person"), "person:open")],
        ]
    elif isinstance(refusal, claim.AlreadyMember):
        ways = [[Button(words("button-ask-a-person"), "person:link")]]
    elif isinstance(refusal, buttons.UnknownButton):
        ways = [[Button(words("button-things"), "go:things"), Button(words("button-home-help"), "go:help")]]
    answer = reply(say(refused(refusal), buttons=ways))
    return answer if refusal.spoken_for is None else acting.said_for(answer, refusal.spoken_for)


def _slash_command(scene: Scene, heard: Heard) -> Reply:
    """Runs what was typed with a slash, in any spelling Telegram allows (/help@goodturn_bot)."""
    head, _, rest = heard.text[1:].partition(" ")
    name = head.partition("@")[0].casefold()
    if name == "start":
        return commands.start(scene, heard, rest.strip())
    if name not in commands.COMMANDS:
        return _unknown_command(scene, heard)
    if name in commands.WITH_NAME and rest.strip() and scene.member.has_joined:
        return commands.WITH_NAME[name](scene, rest.strip())
    return _run(scene, heard, name)


def _unknown_command(scene: Scene, heard: Heard) -> Reply:
    if not scene.member.has_joined:
        return commands.outside(scene, heard)
    return reply(say(words("refusal-not-found"), keyboard=Keyboard.HOME))


def _named_command(scene: Scene, heard: Heard, row: Conversation | None) -> str | None:
    """Returns the command that was said in words or by the home keyboard, if any.

    In the middle of a talk only the words that lead out of it count, because "hours" may be an answer.
    """
    if heard.manner is not Manner.WORDS:
        return None
    at_home = home_command(scene, heard.text)
    if at_home is not None:
        return at_home
    said = understanding.intent(heard.text, scene.language)
    if said not in commands.COMMANDS or (row is not None and said not in LEAVING):
        return None
    if said == "leave" and row is not None and row.flow == leaving.LEAVING.name:
        # Who is asked how they would like to leave answers with the same word.
        return None
    return said


def _run(scene: Scene, heard: Heard, name: str) -> Reply:
    """Runs a command; somebody who has not joined so far joins first."""
    if not scene.member.has_joined and name not in commands.FOR_STRANGERS:
        return commands.start(scene, heard) if name == "menu" else commands.outside(scene, heard)
    acting.require_command(scene, name)
    answer = commands.COMMANDS[name](scene)
    if name == "help" and scene.open_talk is not None:
        # Help in the middle of a question is help with that question too.
        row = scene.open_talk
        answer.says.extend(dialogue.carry_on(scene, talks.named(row.flow), row).says)
    return answer


def _in_talk(scene: Scene, heard: Heard, row: Conversation) -> Reply:
    """Takes it as an answer, or asks first whether to go on where the talk is old."""
    talk = talks.named(row.flow)
    ended = dialogue.ended_by_itself(scene, talk, row)
    if ended is not None:
        return ended
    if dialogue.is_stale(scene, row):
        pressed = _as_shown_button(scene, heard)
        return pressed or dialogue.offer_to_carry_on(talk, row)
    pressed = _as_shown_button(scene, heard, other_than=row.id)
    return pressed or dialogue.hear(scene, talk, row, heard)


def _loose_words(scene: Scene, heard: Heard) -> Reply:
    """Words outside any talk: what a button says, or the one thing they can mean now."""
    pressed = _as_shown_button(scene, heard)
    if pressed is not None:
        return pressed
    if scene.speaker is not None:
        # What words alone could mean is for the member to say.
        return reply(say(words("not-understood"), keyboard=Keyboard.HOME))
    answer = understanding.yes_or_no(heard.text, scene.language)
    waiting = invitation.waiting_for(scene.session, scene.member)
    if answer is not None and len(waiting) == 1:
        press = invitations.yes if answer else invitations.no
        return press(scene, heard_as_tap(heard, ""), [str(waiting[0].id)])
    candidates = request.candidates(scene.session, scene.member)
    if answer and not waiting and len(candidates) == 1:
        return requests.pick(scene, heard_as_tap(heard, ""), [str(candidates[0].id)])
    minutes = understanding.length_minutes(heard.text, scene.language)
    unsaid = [
        standing
        for standing in exchange.unfinished_of(scene.session, scene.member)
        if standing.state is exchange.State.AGREED
        and standing.starts_at <= scene.now
        and standing.figure_of(scene.member) is None
    ]
    if minutes is not None and len(unsaid) == 1:
        return visits.took(scene, heard_as_tap(heard, ""), [str(unsaid[0].id), str(minutes)])
    return _not_understood(scene)


def _not_understood(scene: Scene) -> Reply:
    """Says so kindly; where somebody is expected, the words may be meant for them."""
    expected = [
        standing
        for standing in exchange.unfinished_of(scene.session, scene.member)
        if standing.state is exchange.State.AGREED
    ]
    if not expected:
        return reply(say(words("not-understood"), keyboard=Keyboard.HOME))
    ways = []
    for standing in expected[:MESSAGES_OFFERED]:
        name = member_words(member.get(scene.session, scene.bank.id, standing.other(scene.member)))
        ways.append([Button(words("button-write-to", name=name), f"write:{standing.id}")])
    ways.append([Button(words("button-ask-a-person"), "person:words")])
    return reply(say(words("not-understood-write"), buttons=ways))


def _as_shown_button(scene: Scene, heard: Heard, other_than: int | None = None) -> Reply | None:
    """Presses the button whose words were typed, if the member was shown such a button lately.

    Args:
        other_than: the talk whose own question will look at the words itself; then only a whole label counts,
            so that an answer is never taken for something else.
    """
    if heard.manner is not Manner.WORDS:
        return None
    for row in scene.buttons_shown:
        if other_than is not None and row.talk_id == other_than:
            # The open question is newer than whatever stands above it.
            return None
        labels = [label for label, _ in row.options]
        chosen = understanding.choose(heard.text, labels, scene.language)
        if chosen is not None and (other_than is None or _is_whole(heard.text, labels[chosen])):
            pressed = heard_as_tap(heard, row.options[chosen][1], row.message_id)
            return _below_the_words(buttons.press(scene, pressed))
    return None


def _below_the_words(answer: Reply) -> Reply:
    """Says what would only have changed a message further up, where somebody who types does not look."""
    if not answer.says and answer.edit is not None:
        answer.says, answer.edit = [answer.edit], None
    elif not answer.says and answer.collapse is not None:
        answer.says = [say(answer.collapse[1])]
    return answer


def _is_whole(text: str, label: str) -> bool:
    return text.strip().casefold() == label.strip().casefold()


def heard_as_tap(heard: Heard, data: str, message_id: int | None = None) -> Heard:
    """Treats words as if the button that says them had been tapped."""
    return Heard(
        update_id=heard.update_id,
        user_id=heard.user_id,
        chat_id=heard.chat_id,
        first_name=heard.first_name,
        app_language=heard.app_language,
        manner=Manner.TAP,
        data=data,
        message_id=message_id,
    )


def wants_map(scene: Scene, heard: Heard) -> bool:
    """Says whether the words should be looked up on the map before they are taken as an answer.

    Words that lead out of the talk, and words on the buttons of the question, are nobody's address.
    """
    if heard.manner is not Manner.WORDS or heard.text.startswith("/"):
        return False
    row, language = scene.open_talk, scene.language
    if row is None or safety.is_quiet_word(scene, heard):
        return False
    step = talks.named(row.flow).step(row.step) if row.flow in talks.TALKS else None
    if step is None or not step.looks_up or understanding.intent(heard.text, language) is not None:
        return False
    names = [str(place["name"]) for place in row.answers.get(f"{step.name}_found") or ()]
    answers_question = (
        understanding.choose(heard.text, names, language) is not None
        or understanding.yes_or_no(heard.text, language) is not None
    )
    return not (names and answers_question)
