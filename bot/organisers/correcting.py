"""Putting a line of the ledger right: whose, which, how long it should say, why, read back, done."""

from __future__ import annotations

from bot import dialogue, understanding
from bot.context import Scene
from bot.dialogue import Left, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.kinds import kind_words
from bot.flows.minutes import minutes_said
from bot.free_text import clean
from bot.heard import Heard, Manner
from bot.organisers import finding
from bot.saying import Keyboard, Reply, reply, say
from bot.values import Length, Moment, Value, Words, words
from bot.wording import member_words
from models import correction, directory, exchange, ledger, member
from models.confirmation import OwnCase
from models.ledger import Cause, Transfer
from models.member import Member

PEOPLE_SHOWN = 6
PEOPLE_LOOKED_AT = 50
LINES_SHOWN = 5
# A line may be far down the list, but not for ever.
LINES_LOOKED_AT = 40
LENGTHS_MINUTES = (30, 60, 90, 120)
NOTHING = "0"


def correct(scene: Scene) -> Reply:
    """Begins a correction; to those who are no organisers it is an unknown command (NotFound)."""
    member.require_organiser(scene.member)
    return dialogue.begin(scene, CORRECTING)


def named(scene: Scene, name: str) -> Reply:
    """Begins with whoever is called like that, or asks which of several; raises as `correct` does."""
    member.require_organiser(scene.member)
    found = directory.find(scene.session, scene.member, name, limit=PEOPLE_LOOKED_AT)
    people = finding.meant(name, found)
    if len(people) > 1:
        typed = clean(name, finding.LONGEST_NAME, one_line=True)
        return dialogue.begin(scene, CORRECTING, answers={"who_typed": typed})
    if not people:
        return correct(scene)
    [whom] = people
    if whom.id == scene.member.id:
        raise OwnCase()
    if not _lines(scene, whom):
        asked = correct(scene)
        return reply(say(words("unclear-member-without-lines", name=whom.name)), *asked.says)
    return dialogue.begin(scene, CORRECTING, answers={"who": whom.id, "known": True})


def is_unknown(talking: Talking) -> bool:
    """Whether it is still to be said whose line it is."""
    return not talking.answers.get("known")


def ask_who(talking: Talking) -> Question:
    """Whose line it is: those whose hours moved last, or anybody by name."""
    scene = talking.scene
    typed = talking.answers.get("who_typed")
    people = (
        directory.find(scene.session, scene.member, typed, limit=PEOPLE_SHOWN)
        if typed
        else directory.with_last_entries(scene.session, scene.member, limit=PEOPLE_SHOWN)
    )
    options = [Option(str(one.id), finding.named(one, people)) for one in people]
    return Question(words("correcting-which") if typed else words("correcting-who"), options)


def take_who(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those shown, or a name; a name that several have asks which of them is meant."""
    scene = talking.scene
    # A name is looked for among everybody, not only among those on the buttons.
    found = finding.chosen(
        value,
        heard,
        lambda name: directory.find(scene.session, scene.member, name, limit=PEOPLE_LOOKED_AT),
    )
    if not isinstance(found, int):
        return found
    chosen = member.get(scene.session, scene.bank.id, found)
    if chosen.id == scene.member.id:
        raise OwnCase()
    if not _lines(scene, chosen):
        return Unclear(words("unclear-member-without-lines", name=chosen.name))
    return Taken(chosen.id, words("button-neighbour", name=chosen.name))


def ask_line(talking: Talking) -> Question:
    """Which of their last lines."""
    about = _about(talking)
    lines = _lines(talking.scene, about)[:LINES_SHOWN]
    parts = [
        words("correcting-line", number=number, line=_line_words(talking.scene, row, about))
        for number, row in enumerate(lines, start=1)
    ]
    options = [
        Option(
            str(row.id),
            words("button-line", number=number, length=Length(_now_minutes(talking.scene, row))),
        )
        for number, row in enumerate(lines, start=1)
    ]
    return Question(words("correcting-ask-line"), options, parts=parts)


def take_line(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of them, tapped, or its number typed."""
    about = _about(talking)
    lines = _lines(talking.scene, about)
    typed = heard.text.strip() if heard.manner is Manner.WORDS else ""
    if value is None and typed.isascii() and typed.isdigit() and 1 <= int(typed) <= LINES_SHOWN:
        value = next((str(row.id) for row in lines[int(typed) - 1 : int(typed)]), None)
    for row in lines:
        if str(row.id) == value:
            return Taken(row.id, _line_words(talking.scene, row, about))
    return Unclear()


def ask_minutes(talking: Talking) -> Question:
    """What the line should have said."""
    said = _now_minutes(talking.scene, _line(talking))
    options = [
        Option(str(minutes), words("button-length", length=Length(minutes)))
        for minutes in LENGTHS_MINUTES
        if minutes != said
    ]
    return Question(
        words("correcting-minutes", length=Length(said)),
        options,
        more=[Option(NOTHING, words("button-no-time-at-all"))] if said else [],
    )


def take_minutes(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Whole minutes, other than what it says now; none at all for a line that should not be there."""
    minutes = minutes_said(talking, value, heard)
    if minutes is None:
        return Unclear()
    if minutes == _now_minutes(talking.scene, _line(talking)):
        return Unclear(words("refusal-nothing-to-correct", minutes=Length(minutes)))
    return Taken(minutes, length_words(minutes))


def ask_reason(talking: Talking) -> Question:
    """Why: those concerned will read it."""
    return Question(words("correcting-reason"))


def take_reason(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A few words."""
    if heard.manner is not Manner.WORDS:
        return Unclear()
    if len(heard.text) > correction.REASON_LENGTH:
        limit = correction.REASON_LENGTH
        return Unclear(words("unclear-note-long", limit=limit, length=len(heard.text)))
    text = clean(heard.text, 2 * correction.REASON_LENGTH, one_line=True)
    return Taken(text, words("asking-note-line", note=text)) if text else Unclear()


def ask_check(talking: Talking) -> Question:
    """All of it read back."""
    scene, answers = talking.scene, talking.answers
    row = _line(talking)
    values: dict[str, Value] = {
        "line": _line_words(scene, row, _about(talking)),
        "length": length_words(answers["minutes"]),
    }
    return Question(
        words("correcting-check"),
        [Option("correct", words("button-correct-it"))],
        alone=True,
        parts=[
            words("correcting-read-back", **values),
            words("correcting-read-back-reason", note=answers["reason"]),
        ],
    )


def take_check(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Corrected only when they say so; a no leaves everything as it is."""
    if value is None and heard.manner is Manner.WORDS:
        said = understanding.yes_or_no(heard.text, talking.scene.language)
        if said is False:
            return Left(reply(say(words("talk-stopped"), keyboard=Keyboard.HOME)), words("talk-stopped-line"))
        value = "correct" if said else None
    return Taken("correct", words("correcting-done-line")) if value == "correct" else Unclear()


def finish(talking: Talking) -> Reply:
    """Corrects it; the talk names the deed, so that it is done once."""
    scene, answers = talking.scene, talking.answers
    correction.correct(
        scene.session,
        scene.member,
        transfer_id=answers["line"],
        minutes=answers["minutes"],
        reason=answers["reason"],
        deed_key=f"correction:{talking.talk_id}",
        now=scene.now,
    )
    return reply(say(words("correcting-done"), keyboard=Keyboard.HOME))


def line_words(scene: Scene, row: Transfer, about: Member | None = None) -> Words:
    """One line as a third person tells it: who helped whom, whose starting hours, who gave to whom.

    Args:
        about: whose statement it stands in, where the line itself does not say.
    """
    moment: Value = Moment(row.made_at)
    if row.cause is Cause.EXCHANGE and row.exchange_id is not None:
        standing = exchange.get(scene.session, scene.bank.id, row.exchange_id)
        asker = member.get(scene.session, scene.bank.id, standing.asker_id)
        helper = member.get(scene.session, scene.bank.id, standing.helper_id)
        return words(
            "line-exchange",
            helper=member_words(helper),
            asker=member_words(asker),
            kind=kind_words(standing.kind),
            when=Moment(standing.starts_at),
        )
    name: Value = "" if about is None else member_words(about)
    return words(f"line-{row.cause.value}", name=name, when=moment)


def _line_words(scene: Scene, row: Transfer, about: Member) -> Words:
    return words(
        "line-with-length",
        line=line_words(scene, row, about),
        length=length_words(_now_minutes(scene, row)),
    )


def length_words(minutes: int) -> Words:
    """A length, or none at all."""
    return words("button-length", length=Length(minutes)) if minutes else words("button-no-time-at-all")


def _about(talking: Talking) -> Member:
    return member.get(talking.scene.session, talking.scene.bank.id, talking.answers["who"])


def _line(talking: Talking) -> Transfer:
    """Returns the chosen line; raises NotFound where it is none of theirs any more."""
    for row in _lines(talking.scene, _about(talking)):
        if row.id == talking.answers["line"]:
            return row
    raise member.NotFound()


def _now_minutes(scene: Scene, row: Transfer) -> int:
    return correction.corrected_minutes(scene.session, row)


def _lines(scene: Scene, about: Member) -> list[Transfer]:
    """Returns a member's last lines that this organiser may correct, the newest first."""
    accounts = ledger.accounts_of(scene.session, scene.bank.id, about.id, scene.member.id)
    theirs, own = accounts.get(about.id), accounts.get(scene.member.id)
    if theirs is None:
        return []
    rows = ledger.entries(scene.session, theirs, limit=LINES_LOOKED_AT)
    return [
        row
        for row in rows
        if row.cause in correction.CORRECTABLE
        and (own is None or own.id not in (row.from_account_id, row.to_account_id))
    ]


CORRECTING = Talk(
    name="correcting",
    steps=(
        Step("who", ask_who, take_who, unclear="member", needed=is_unknown),
        Step("line", ask_line, take_line),
        Step("minutes", ask_minutes, take_minutes, unclear="minutes"),
        Step("reason", ask_reason, take_reason, unclear="note"),
        Step("check", ask_check, take_check),
    ),
    finish=finish,
    about=words("about-correcting"),
)
