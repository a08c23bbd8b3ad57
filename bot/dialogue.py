"""Talks: several questions, one at a time, each of which can be tapped or typed, taken back or left.

A talk is a list of steps, in `bot/flows/`, one file a talk. What has been said so far is a row
(`models.conversation`), so a talk goes on after a restart, after a week, and in another process.

    ask the open question ---> taken: its message becomes one line, the next question is asked
            ^   ^  |   \\----> kept open: the same message changes (a list of ticks)
            |   |  \\--------> back: the question before is asked again
            |   \\----------- not understood: said in other words, and the third time a person is offered
            \\--------------- another question about the answer ("which Newport?")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot import understanding
from bot.context import Scene, question_on_screen
from bot.heard import Heard, Manner
from bot.saying import Button, Keyboard, Reply, Say, pairs, reply, say, singly
from bot.values import Words, refused, words
from models import conversation
from models.conversation import Conversation
from models.refusals import Refusal

STALE_AFTER = timedelta(days=7)
BACK, STOP = "back", "stop"
# The answer under which it stands for whom a talk was begun, where that is not the one who speaks.
FOR = "for_member"


class ActingOver(Refusal):
    """The talk was begun for somebody for whom the speaker no longer acts."""

    message = "refusal-acting-over"


@dataclass(frozen=True)
class Option:
    """One answer that can be tapped or typed: what is kept, and what stands on the button."""

    value: str
    words: Words


@dataclass(frozen=True)
class Question:
    """What a step asks.

    Attributes:
        words: the question.
        options: answers that can be tapped.
        alone: each option in a row of its own, for long labels; otherwise two in a row.
        more: options below the others that are about the list itself (Done, More), in a row of their own.
        wants_place: the answer may be a shared place, so the messenger's own button for it is shown.
        parts: further paragraphs before the question.
    """

    words: Words
    options: Sequence[Option] = ()
    alone: bool = False
    more: Sequence[Option] = ()
    wants_place: bool = False
    parts: Sequence[Words] = ()

    @property
    def choices(self) -> list[Option]:
        """Everything that can be tapped but Back and Stop."""
        return [*self.options, *self.more]


@dataclass
class Talking:
    """A talk as it stands, in front of one member.

    Attributes:
        answers: what was said so far, by step.
        subject_id: the row it is about, if any.
        talk_id: its number, which its buttons carry.
    """

    scene: Scene
    answers: dict[str, Any]
    subject_id: int | None
    talk_id: int


@dataclass(frozen=True)
class Taken:
    """The answer is taken: what is kept, and the line that the question becomes."""

    value: Any
    line: Words
    also: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class KeptOpen:
    """The question stays open with these answers changed, and its message changes with it."""

    answers: dict[str, Any]


@dataclass(frozen=True)
class AskMore:
    """The answer raises another question: these answers are changed, and the step asks anew."""

    answers: dict[str, Any]


@dataclass(frozen=True)
class Unclear:
    """The answer is not understood; `words` says why and what would help, where there is more to say than the
    step's usual sentence."""

    words: Words | None = None


@dataclass(frozen=True)
class Left:
    """The answer ends the talk, with this reply, and nothing of it is kept."""

    reply: Reply
    line: Words


Outcome = Taken | KeptOpen | AskMore | Unclear | Left


@dataclass(frozen=True)
class Step:
    """One question of a talk.

    Attributes:
        name: what its answer is kept under.
        ask: makes the question.
        take: makes sense of an answer: a tapped or typed option by its value, or else what was heard.
        unclear: which sentences to say when the answer is not understood: `unclear-…`, `unclear-again-…`.
        needed: whether the question is to be asked, given the answers before it.
        looks_up: whether typed words are looked up on the map before the transaction begins.
    """

    name: str
    ask: Callable[[Talking], Question]
    take: Callable[[Talking, str | None, Heard], Outcome]
    unclear: str = "choice"
    needed: Callable[[Talking], bool] = lambda talking: True
    looks_up: bool = False


@dataclass(frozen=True)
class Talk:
    """Several questions and what comes of them.

    Attributes:
        name: what its row says.
        steps: its questions, in order.
        finish: what is done with the answers, in the same transaction as the last one.
        about: words for what was begun ("asking for help"), for when it is picked up after a week.
        over: says why the talk has lost its subject meanwhile, as when somebody else was quicker; else None.
    """

    name: str
    steps: tuple[Step, ...]
    finish: Callable[[Talking], Reply]
    about: Words
    over: Callable[[Talking], Refusal | None] = lambda talking: None

    def step(self, name: str) -> Step | None:
        """Returns the step of that name, or None, perhaps because an older release had one."""
        return next((step for step in self.steps if step.name == name), None)

    def after(self, step: Step, talking: Talking) -> Step | None:
        """Returns the next question that is needed, or None when all are answered."""
        rest = self.steps[self.steps.index(step) + 1 :]
        return next((later for later in rest if later.needed(talking)), None)

    def before(self, step: Step, talking: Talking) -> Step | None:
        """Returns the question that was asked before that one, or None at the first."""
        earlier = self.steps[: self.steps.index(step)]
        return next((former for former in reversed(earlier) if former.needed(talking)), None)


def begin(
    scene: Scene, talk: Talk, *, subject_id: int | None = None, answers: dict[str, Any] | None = None
) -> Reply:
    """Opens a talk at its first needed question, in place of the one that was open.

    The same update may come once more after a crash; the talk that it opened then stays open, because its
    first question may be on the screen already, with buttons that belong to it.
    """
    standing = conversation.current(scene.session, scene.speaks)
    if standing is not None and (standing.flow, standing.subject_id) == (talk.name, subject_id):
        step = talk.step(standing.step)
        if step is not None and scene.update_id is not None and standing.last_update_id == scene.update_id:
            return reply(ask(talk, step, _talking(scene, standing)))
    if scene.speaker is not None:
        answers = {**(answers or {}), FOR: scene.member.id}
    row = conversation.start(
        scene.session,
        scene.speaks,
        flow=talk.name,
        step=talk.steps[0].name,
        now=scene.now,
        answers=answers,
        subject_id=subject_id,
    )
    talking = _talking(scene, row)
    first = next(step for step in talk.steps if step.needed(talking))
    _move(scene, row, first, talking)
    return reply(ask(talk, first, talking))


def hear(scene: Scene, talk: Talk, row: Conversation, heard: Heard) -> Reply:
    """Takes what was heard as the answer to the open question of a talk."""
    ended = ended_by_itself(scene, talk, row)
    if ended is not None:
        return ended
    step, talking = talk.step(row.step), _talking(scene, row)
    if step is None:
        # The question is one of an older release: begin again rather than guess.
        return begin(scene, talk, subject_id=row.subject_id)
    if row.last_update_id is not None and heard.update_id == row.last_update_id:
        return reply(ask(talk, step, talking))
    question = step.ask(talking)
    value = _tapped(row, step, heard) if heard.manner is Manner.TAP else _typed(scene, question, heard)
    if heard.manner is Manner.TAP and value is None:
        return _stale_tap(talk, step, talking)
    if value == STOP:
        return stop(scene, row)
    if value == BACK:
        return _back(scene, talk, row, step, talking, heard)
    outcome = step.take(talking, value, heard)
    match outcome:
        case Taken():
            return _go_on(scene, talk, row, step, talking, heard, outcome)
        case KeptOpen():
            talking.answers.update(outcome.answers)
            _move(scene, row, step, talking)
            return _shown_again(scene, talk, step, talking, heard)
        case AskMore():
            talking.answers.update(outcome.answers)
            _move(scene, row, step, talking)
            return reply(ask(talk, step, talking))
        case Unclear():
            return _not_understood(scene, talk, row, step, talking, outcome)
        case Left():
            message_id = _question_of(scene, row, heard)
            conversation.end(scene.session, scene.speaks)
            return _collapsed(outcome.reply, message_id, words("talk-answered", answer=outcome.line))


def stop(scene: Scene, row: Conversation) -> Reply:
    """Leaves a talk. Nothing of it is kept, and the way home is shown."""
    message_id = question_on_screen(scene, row.id)
    conversation.end(scene.session, scene.speaks)
    joined = scene.member.has_joined
    left = reply(
        say(words("talk-stopped") if joined else words("talk-stopped-joining"), keyboard=_home(scene))
    )
    return _collapsed(left, message_id, words("talk-stopped-line"))


def carry_on(scene: Scene, talk: Talk, row: Conversation) -> Reply:
    """Asks the open question once more, as after a silence."""
    ended = ended_by_itself(scene, talk, row)
    if ended is not None:
        return ended
    talking = _talking(scene, row)
    step = talk.step(row.step)
    if step is None:
        return begin(scene, talk, subject_id=row.subject_id)
    conversation.move(
        scene.session, row, step=step.name, answers=row.answers, update_id=scene.update_id, now=scene.now
    )
    return reply(ask(talk, step, talking))


def ended_by_itself(scene: Scene, talk: Talk, row: Conversation) -> Reply | None:
    """Ends a talk that has lost its subject and says why; None where it still makes sense."""
    why = ActingOver() if _is_for_another(scene, row) else talk.over(_talking(scene, row))
    if why is None:
        return None
    message_id = question_on_screen(scene, row.id)
    conversation.end(scene.session, scene.speaks)
    return _collapsed(reply(say(refused(why), keyboard=_home(scene))), message_id, words("talk-stopped-line"))


def _is_for_another(scene: Scene, row: Conversation) -> bool:
    """Whether a talk was begun for somebody else than the one for whom the speaker now speaks."""
    return row.answers.get(FOR) != (None if scene.speaker is None else scene.member.id)


def is_stale(scene: Scene, row: Conversation) -> bool:
    """Says whether a talk has been silent for so long that the member should be asked whether to go on."""
    return scene.now - row.touched_at >= STALE_AFTER


def offer_to_carry_on(talk: Talk, row: Conversation) -> Reply:
    """Asks whether to go on with a talk that was left half-way."""
    return reply(
        say(
            words("talk-carry-on", about=talk.about),
            buttons=[
                [Button(words("button-carry-on"), f"talk:on:{row.id}")],
                [Button(words("button-start-again"), f"talk:again:{row.id}")],
                [Button(words("button-drop-it"), f"talk:drop:{row.id}")],
            ],
        )
    )


def ask(talk: Talk, step: Step, talking: Talking) -> Say:
    """Makes the message that asks a step's question, with Back and Stop below it."""
    question = step.ask(talking)

    def button(option: Option) -> Button:
        return Button(option.words, f"t:{talking.talk_id}:{step.name}:{option.value}")

    way_out = [Option(STOP, words("button-stop"))]
    if talk.before(step, talking) is not None:
        way_out.insert(0, Option(BACK, words("button-back")))
    if question.wants_place:
        return say(*question.parts, question.words, keyboard=Keyboard.PLACE, talk_id=talking.talk_id)
    options = [button(option) for option in question.options]
    rows: list[tuple[Button, ...]] = singly(options) if question.alone else pairs(options)
    if question.more:
        rows.append(tuple(button(option) for option in question.more))
    rows.append(tuple(button(option) for option in way_out))
    return say(*question.parts, question.words, buttons=rows, talk_id=talking.talk_id)


def _talking(scene: Scene, row: Conversation) -> Talking:
    return Talking(scene, dict(row.answers), row.subject_id, row.id)


def _move(scene: Scene, row: Conversation, step: Step, talking: Talking) -> None:
    conversation.move(
        scene.session, row, step=step.name, answers=talking.answers, update_id=scene.update_id, now=scene.now
    )


def _tapped(row: Conversation, step: Step, heard: Heard) -> str | None:
    """Returns the value of the tapped button when it belongs to the open question, else None."""
    head = f"t:{row.id}:{step.name}:"
    return heard.data.removeprefix(head) if heard.data.startswith(head) else None


def _typed(scene: Scene, question: Question, heard: Heard) -> str | None:
    """Returns the value of the option whose button was typed instead of tapped."""
    if heard.manner is not Manner.WORDS:
        return None
    intent = understanding.intent(heard.text, scene.language)
    if intent in (BACK, STOP) or intent in {option.value for option in question.choices}:
        return intent
    labels = [scene.plain(option.words) for option in question.choices]
    chosen = understanding.choose(heard.text, labels, scene.language) if labels else None
    return None if chosen is None else question.choices[chosen].value


def _go_on(
    scene: Scene, talk: Talk, row: Conversation, step: Step, talking: Talking, heard: Heard, taken: Taken
) -> Reply:
    """Keeps an answer and asks the next question, or finishes."""
    talking.answers.update(taken.also)
    talking.answers[step.name] = taken.value
    message_id = _question_of(scene, row, heard)
    following = talk.after(step, talking)
    if following is None:
        answer = talk.finish(talking)
        still_open = conversation.current(scene.session, scene.speaks)
        if still_open is not None and still_open.id == row.id:
            conversation.end(scene.session, scene.speaks)
        if answer.says:
            # What comes of a talk is remembered as such, for a hand that shakes and taps its last yes twice.
            answer.says[-1] = replace(answer.says[-1], talk_id=answer.says[-1].talk_id or row.id)
    else:
        _move(scene, row, following, talking)
        answer = reply(ask(talk, following, talking))
    return _collapsed(answer, message_id, words("talk-answered", answer=taken.line))


def _back(scene: Scene, talk: Talk, row: Conversation, step: Step, talking: Talking, heard: Heard) -> Reply:
    earlier = talk.before(step, talking) or step
    message_id = _question_of(scene, row, heard)
    _move(scene, row, earlier, talking)
    return _collapsed(reply(ask(talk, earlier, talking)), message_id, words("talk-back-line"))


def _question_of(scene: Scene, row: Conversation, heard: Heard) -> int | None:
    """Returns the message that asked what was just answered: the tapped one, or the last one of the talk."""
    return heard.message_id if heard.manner is Manner.TAP else question_on_screen(scene, row.id)


def _collapsed(answer: Reply, message_id: int | None, line: Words) -> Reply:
    """Lets the question that was answered become one line."""
    if message_id is not None:
        answer.collapse = (message_id, line)
    return answer


def _shown_again(scene: Scene, talk: Talk, step: Step, talking: Talking, heard: Heard) -> Reply:
    again = ask(talk, step, talking)
    return reply(edit=again) if heard.manner is Manner.TAP else reply(again)


def _stale_tap(talk: Talk, step: Step, talking: Talking) -> Reply:
    """A button of an earlier question was pressed: show where the talk stands now."""
    return reply(ask(talk, step, talking), toast=words("toast-answered-before"))


def _not_understood(
    scene: Scene, talk: Talk, row: Conversation, step: Step, talking: Talking, unclear: Unclear
) -> Reply:
    """Says it in other words the second time, and offers a person the third."""
    misses = conversation.miss(scene.session, row, update_id=scene.update_id, now=scene.now)
    if misses == 1:
        said = unclear.words or words(f"unclear-{step.unclear}")
    elif misses == 2:
        said = words(f"unclear-again-{step.unclear}")
    else:
        offer = say(
            words("talk-person-offered"),
            buttons=[[Button(words("button-ask-a-person"), f"person:{talk.name}.{step.name}")]],
        )
        return reply(offer, ask(talk, step, talking))
    return reply(say(said), ask(talk, step, talking))


def _home(scene: Scene) -> Keyboard | None:
    return Keyboard.HOME if scene.member.has_joined else None
