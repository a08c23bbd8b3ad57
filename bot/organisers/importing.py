"""Bringing members in from a spreadsheet: a template, the file, what is wrong with it, a yes, and the links.

The file itself is fetched and read by a job; here it is only taken, and told how it stands.
"""

from __future__ import annotations

from bot import dialogue, intake_table
from bot.context import Scene
from bot.dialogue import Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.heard import Heard, Manner, number
from bot.saying import Button, Reply, Say, reply, say
from bot.values import Length, Words, words
from models import claim, intake, member
from models.intake import Intake, State
from models.intake_entry import Entry, Problem

PROBLEMS_SHOWN = 10


def begin(scene: Scene) -> Reply:
    """Says how it goes and asks for the file, or shows what is under way; NotFound to all but organisers."""
    last = intake.last_of(scene.session, scene.member)
    if last is not None and last.state in (State.RECEIVED, State.READ, State.CONFIRMED):
        return reply(as_it_stands(scene, last))
    return Reply(says=[_how(), *dialogue.begin(scene, IMPORTING).says])


def _how() -> Say:
    return say(
        words("importing-how"),
        words("importing-how-safe"),
        buttons=[
            [Button(words("button-import-xlsx"), "intaketemplate:xlsx")],
            [Button(words("button-import-csv"), "intaketemplate:csv")],
            [Button(words("button-import-links"), "intakelinks")],
            [Button(words("button-import-link"), "intakelink")],
        ],
    )


def ask_file(talking: Talking) -> Question:
    """The file itself."""
    return Question(words("importing-file"))


def take_file(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Any file that is not too large; what is in it is looked at later."""
    if heard.manner is not Manner.FILE or not heard.file_id:
        return Unclear()
    if heard.file_bytes > intake.LARGEST_BYTES:
        return Unclear(words("importing-refused-too-large"))
    name = heard.file_name
    line = words("importing-file-line", name=name) if name else words("importing-file-line-unnamed")
    return Taken(heard.file_id, line, also={"file_name": name})


def finish(talking: Talking) -> Reply:
    """Takes the file in."""
    scene, answers = talking.scene, talking.answers
    intake.receive(scene.session, scene.member, answers["file"], answers.get("file_name", ""), scene.now)
    return reply(say(words("importing-received")))


IMPORTING = Talk(
    name="importing",
    steps=(Step("file", ask_file, take_file, unclear="file"),),
    finish=finish,
    about=words("about-importing"),
)


def template(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Sends the template."""
    member.require_organiser(scene.member)
    made = {"xlsx": intake_table.template_xlsx, "csv": intake_table.template_csv}.get(arguments[0])
    if made is None:
        raise ValueError("no such template")
    return reply(say(words("importing-template"), file=made(scene.language)))


def news(scene: Scene, subject_id: int) -> Say | None:
    """The notification of how an intake stands, once there is something to tell."""
    taken = intake.get(scene.session, scene.bank.id, subject_id)
    if not scene.member.is_organiser or taken.by_id != scene.member.id:
        return None
    return (
        None
        if taken.state in (State.RECEIVED, State.CONFIRMED, State.DROPPED)
        else as_it_stands(scene, taken)
    )


def as_it_stands(scene: Scene, taken: Intake) -> Say:
    """How an intake stands, with what can be done."""
    match taken.state:
        case State.RECEIVED:
            return say(words("importing-received"), buttons=[[_drop(taken)]])
        case State.READ:
            return _read(taken)
        case State.CONFIRMED:
            return say(
                words("importing-under-way", count=taken.row_count),
                words("importing-so-far", number=taken.written_count, count=taken.row_count),
                buttons=[[Button(words("button-announce-look"), f"intakelook:{taken.id}")]],
            )
        case State.DONE:
            return _done(scene, taken)
        case State.FAULTY:
            return _faulty(scene, taken)
        case State.REFUSED:
            return say(_why(taken), buttons=[[_again()]])
        case State.DROPPED:
            return say(words("importing-dropped"), buttons=[[_again()]])


def _why(taken: Intake) -> Words:
    assert taken.why is not None, "what is refused is refused for a reason"
    return words(f"importing-refused-{taken.why.value}", most=intake.MOST_ROWS)


def _read(taken: Intake) -> Say:
    entries = [Entry.from_document(kept) for kept in taken.entries]
    parts = [words("importing-read", count=len(entries))]
    if offers := sum(len(entry.kinds) for entry in entries):
        parts.append(words("importing-read-offers", count=offers))
    brought = [entry.minutes for entry in entries if entry.minutes is not None]
    if brought:
        parts.append(words("importing-read-hours", count=len(brought), length=Length(sum(brought))))
    if len(brought) < len(entries):
        parts.append(words("importing-read-starting", count=len(entries) - len(brought)))
    return say(
        *parts,
        words("importing-read-ask"),
        buttons=[
            [Button(words("button-import-confirm", count=len(entries)), f"intakeyes:{taken.id}")],
            [_drop(taken)],
        ],
    )


def _faulty(scene: Scene, taken: Intake) -> Say:
    problems = [Problem.from_document(kept) for kept in taken.problems]
    if not problems:
        # They were forgotten after a while.
        return say(words("importing-dropped"), buttons=[[_again()]])
    lines = [
        words(
            "importing-problem",
            number=one.row,
            column=intake_table.column_words(one.column),
            trouble=intake_table.problem_words(one),
        )
        for one in problems[:PROBLEMS_SHOWN]
    ]
    more = len(problems) - len(lines)
    return say(
        words("importing-faulty", count=len(problems)),
        *lines,
        *([words("importing-faulty-more", count=more)] if more else []),
        words("importing-faulty-next"),
        buttons=[[_again()]],
        file=intake_table.problems_file(problems, scene.language),
    )


def _done(scene: Scene, taken: Intake) -> Say:
    told = say(words("importing-done", count=taken.row_count), words("importing-done-links"))
    return _with_links(scene, told)


def _with_links(scene: Scene, told: Say) -> Say:
    people = [
        (one, whose.phone, address(scene, link.token))
        for one, whose, link in claim.links(scene.session, scene.member, scene.now)
    ]
    if not people:
        return say(words("importing-no-links"))
    one_link = Button(words("button-import-link"), "intakelink")
    return say(*told.parts, buttons=[[one_link]], file=intake_table.links_file(people, scene.language))


def address(scene: Scene, token: str) -> str:
    """A personal link as it is passed on."""
    return f"https://t.me/{scene.bot_username}?start={token}"


def confirm(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Everybody who was read is to be brought in; tapped again, it is told how that stands."""
    taken = intake.confirm(scene.session, number(arguments), scene.member)
    return _told(as_it_stands(scene, taken))


def look(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows how far it is."""
    return _told(as_it_stands(scene, intake.mine(scene.session, scene.member, number(arguments))))


def drop(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Nobody is to be brought in."""
    taken = intake.drop(scene.session, number(arguments), scene.member, scene.now)
    return _told(as_it_stands(scene, taken))


def _told(what: Say) -> Reply:
    """Says it in place of what was tapped; a file comes as a new message, because that is the only way."""
    return reply(edit=what) if what.file is None else reply(what)


def links(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Sends the list of those who have not come so far, with their personal links."""
    claim.adopt_links(scene.session, scene.member)
    return reply(_with_links(scene, say(words("importing-links"))))


def _drop(taken: Intake) -> Button:
    return Button(words("button-import-drop"), f"intakedrop:{taken.id}")


def _again() -> Button:
    return Button(words("button-import-again"), "go:import")
