"""Concerns, as those read them who see to them: a list without a word of what they are about, and each one by
itself, where reading it is written down.
"""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.dialogue import Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.kinds import for_kind
from bot.free_text import clean
from bot.heard import Heard, Manner, number
from bot.organisers import kept_concerns
from bot.saying import Button, Reply, Say, pairs, reply, say, singly
from bot.values import Moment, Several, Value, Words, words
from bot.wording import member_words
from models import concern, exchange, member, safeguarding
from models.concern import Concern, ConcernEntry, Event, State, WordsGone
from models.member import NotFound
from models.refusals import Refusal

CLOSED_SHOWN = 6


def show(scene: Scene) -> Reply:
    """Lists what is open and closed last; to all but leads and organisers it is an unknown command."""
    return reply(_listing(scene))


def show_list(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes back to the list."""
    return reply(edit=_listing(scene))


def _listing(scene: Scene) -> Say:
    safeguarding.require_keeper(scene.member)
    unfinished = concern.unfinished(scene.session, scene.member)
    closed = concern.closed(scene.session, scene.member, limit=CLOSED_SHOWN)
    seen_by = safeguarding.leads(scene.session, scene.bank.id)
    if seen_by:
        names = Several([member_words(one) for one in seen_by])
        parts = [words("concerns-read-by", names=names)]
    else:
        parts = [words("concerns-stand-in")]
    parts.append(words("concerns", count=len(unfinished)))
    parts += [_line(scene, found) for found in [*unfinished, *closed]]
    buttons = [_read_button(found) for found in [*unfinished, *closed]]
    return say(*parts, buttons=pairs(buttons))


def _line(scene: Scene, found: Concern) -> Words:
    """One line of the list: its number, since when, and where it stands."""
    args: dict[str, Value] = {"number": found.id, "since": Moment(found.raised_at)}
    if found.state is State.HEARD and found.heard_by_id is not None:
        name = member_words(member.get(scene.session, scene.bank.id, found.heard_by_id))
        return words("concerns-heard", name=name, **args)
    state = "raised" if found.state is State.RAISED else "closed"
    return words(f"concerns-{state}", **args)


def _read_button(found: Concern) -> Button:
    return Button(words("button-concern-read", number=found.id), f"concernread:{found.id}")


def waits(scene: Scene, subject_id: int) -> Say | None:
    """Tells whoever is called for it that a concern waits; not what it is about."""
    try:
        found = concern.get(scene.session, scene.member, subject_id)
    except NotFound:
        return None
    if found.state is not State.RAISED:
        return None
    late = scene.now - found.raised_at >= concern.HEARD_WITHIN
    said = words("task-concern-late", number=found.id) if late else words("task-concern", number=found.id)
    return say(said, words("concern-on-record"), buttons=[[_read_button(found)]])


def task(scene: Scene, subject_id: int) -> Say:
    """One concern of the queue, before it is read; raises NotFound to those who may not see it."""
    found = concern.get(scene.session, scene.member, subject_id)
    return say(_line(scene, found), words("concern-on-record"), buttons=[[_read_button(found)]])


def read(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows all of one, on record, with its voice notes after it."""
    found, entries = concern.read(scene.session, number(arguments), scene.member, scene.now)
    voices = [
        say(words("concern-voice", number=found.id), voice=entry.voice) for entry in entries if entry.voice
    ]
    parts = [*_heading(scene, found), *(_entry_words(scene, found, entry) for entry in entries)]
    parts += kept_concerns.until(scene, found)
    # The buttons stand last, below the voice notes, where one looks for them.
    return reply(say(*parts), *voices, say(_line(scene, found), buttons=_ways(scene, found)))


def _heading(scene: Scene, found: Concern) -> list[Words]:
    """Who raised it, about whom or what."""
    reporter = member.get(scene.session, scene.bank.id, found.reporter_id)
    if found.emptied_at is not None:
        return kept_concerns.emptied(scene, found)
    parts = [
        words("concern-page", number=found.id, name=member_words(reporter), when=Moment(found.raised_at))
    ]
    if found.subject_id is None:
        return [*parts, words("concern-about-nobody")]
    subject = member.get(scene.session, scene.bank.id, found.subject_id)
    parts.append(words("concern-about-name", name=member_words(subject)))
    if found.exchange_id is not None:
        standing = exchange.get(scene.session, scene.bank.id, found.exchange_id)
        parts.append(
            words("concern-about-visit", kind=for_kind(standing.kind), when=Moment(standing.starts_at))
        )
    return parts


def _entry_words(scene: Scene, found: Concern, entry: ConcernEntry) -> Words:
    """One thing that was said or done; of one that is emptied, when."""
    args: dict[str, Value] = {"when": Moment(entry.at)}
    if found.emptied_at is not None:
        return words(f"concern-entry-gone-{entry.what.value}", **args)
    if entry.by_id is not None:
        args["name"] = member_words(member.get(scene.session, scene.bank.id, entry.by_id))
    if entry.what in (Event.SAID, Event.NOTE, Event.CLOSED):
        if entry.voice:
            return words("concern-entry-voice", **args)
        return words(f"concern-entry-{entry.what.value}", text=entry.text, **args)
    return words(f"concern-entry-{entry.what.value}", **args)


def _ways(scene: Scene, found: Concern) -> list[tuple[Button, ...]]:
    """What can be done about it now."""
    buttons = [Button(words("button-concern-have"), f"concernhave:{found.id}")]
    if found.state is not State.RAISED:
        buttons = []
    if found.emptied_at is None:
        buttons.append(Button(words("button-concern-note"), f"concernnote:{found.id}"))
    buttons += kept_concerns.ways(scene, found)
    if found.state is not State.CLOSED:
        buttons.append(Button(words("button-concern-close"), f"concernclose:{found.id}"))
    if found.subject_id is not None and found.subject_id != scene.member.id:
        subject = member.get(scene.session, scene.bank.id, found.subject_id)
        if subject.state in safeguarding.HERE:
            hold = Button(words("button-hold", name=subject.name), f"hold:{subject.id}:{found.id}")
            buttons.append(hold)
    return singly([*buttons, Button(words("button-concerns"), "concerns")])


def have(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Somebody has it; where another one was quicker, says who."""
    found = concern.hear(scene.session, number(arguments), scene.member, scene.now)
    told = _line(scene, found)
    if found.heard_by_id == scene.member.id and found.state is State.HEARD:
        told = words("concern-yours", number=found.id)
    return reply(say(told, buttons=_ways(scene, found)))


def add_note(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to add a note."""
    found = concern.get(scene.session, scene.member, number(arguments))
    if found.emptied_at is not None:
        raise WordsGone()
    return dialogue.begin(scene, NOTING, subject_id=found.id)


def close(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to close it; one that is closed stays so."""
    found = concern.get(scene.session, scene.member, number(arguments))
    if found.state is State.CLOSED:
        return reply(say(_line(scene, found), buttons=_ways(scene, found)))
    return dialogue.begin(scene, CLOSING, subject_id=found.id)


def ask_note(talking: Talking) -> Question:
    """What they found out or did."""
    return Question(words("concern-note-ask", number=_subject(talking).id))


def ask_outcome(talking: Talking) -> Question:
    """What came of it."""
    return Question(words("concern-outcome-ask", number=_subject(talking).id))


def take_text(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Any words."""
    text = clean(heard.text, concern.LONGEST) if heard.manner is Manner.WORDS else ""
    return Taken(text, words("concern-words-line")) if text else Unclear()


def finish_note(talking: Talking) -> Reply:
    """Keeps it for good."""
    scene, found = talking.scene, _subject(talking)
    concern.add_note(scene.session, found.id, scene.member, talking.answers["text"], scene.now)
    return reply(say(words("concern-noted", number=found.id), buttons=_ways(scene, found)))


def finish_closing(talking: Talking) -> Reply:
    """Closes it; who raised it is told that it is closed."""
    scene, found = talking.scene, _subject(talking)
    found = concern.close(scene.session, found.id, scene.member, talking.answers["text"], scene.now)
    return reply(say(words("concern-closed-now", number=found.id), buttons=_ways(scene, found)))


def over(talking: Talking) -> Refusal | None:
    """Whoever may not see it any more has nothing to write here."""
    try:
        _subject(talking)
    except NotFound as no:
        return no
    return None


def _subject(talking: Talking) -> Concern:
    if talking.subject_id is None:
        raise NotFound()
    return concern.get(talking.scene.session, talking.scene.member, talking.subject_id)


NOTING = Talk(
    name="noting",
    steps=(Step("text", ask_note, take_text, unclear="note"),),
    finish=finish_note,
    about=words("about-concern-note"),
    over=over,
)
CLOSING = Talk(
    name="closing",
    steps=(Step("text", ask_outcome, take_text, unclear="note"),),
    finish=finish_closing,
    about=words("about-concern-close"),
    over=over,
)
