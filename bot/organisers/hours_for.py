"""Hours for a member: to give them some, to write off what they owe, or to set how far theirs may go.

Whose, what, how much, why, read back, done. Nobody decides about their own hours.
"""

from __future__ import annotations

from bot import dialogue, understanding
from bot.context import Scene
from bot.dialogue import Left, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.minutes import minutes_said
from bot.free_text import fold, is_below_zero
from bot.heard import Heard, Manner, number
from bot.lexicon import lexicon, phrases
from bot.organisers import correcting, finding, queue
from bot.saying import Keyboard, Reply, Say, reply, say
from bot.values import Length, Value, Words, refused, words
from bot.wording import balance, member_words
from models import directory, grant, hours_wanted, ledger, limits, member
from models.account import Account
from models.confirmation import OwnCase
from models.hours_wanted import HoursWanted
from models.ledger import Cause
from models.limits import HoursLimitOutOfRange
from models.member import Member, NotFound
from models.refusals import Refusal

GRANT, WRITE_OFF, FLOOR, CEILING = Cause.GRANT.value, Cause.WRITE_OFF.value, "floor", "ceiling"
NO_END = "none"
GRANT_MINUTES = (60, 120, 180, 300)
FLOOR_MINUTES = (0, -120, -300, -600)
CEILING_MINUTES = (1_200, 3_000, 6_000)
LONGEST_MINUTES = 100_000


def hours_for(scene: Scene) -> Reply:
    """Begins with whose hours it is about; to those who are no organisers it is unknown (NotFound)."""
    member.require_organiser(scene.member)
    return dialogue.begin(scene, HOURS_FOR)


def want_hours(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A member says that they need hours."""
    hours_wanted.ask(scene.session, scene.member, scene.now)
    return reply(say(words("hours-wanted-noted")))


def give_to(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to give hours to somebody who needs some."""
    member.require_organiser(scene.member)
    wanted = hours_wanted.get(scene.session, scene.bank.id, number(arguments))
    if wanted.settled_at is not None:
        return reply(edit=queue.listing(scene), toast=words("toast-dealt-with-before"))
    if wanted.member_id == scene.member.id:
        raise OwnCase()
    answers = {"who": wanted.member_id, "what": GRANT, "known": True}
    return dialogue.begin(scene, HOURS_FOR, subject_id=wanted.id, answers=answers)


def settle(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser has been in touch with somebody who needs hours."""
    wanted = hours_wanted.get(scene.session, scene.bank.id, number(arguments))
    before = wanted.settled_at is not None
    hours_wanted.settle(scene.session, wanted.id, scene.member, scene.now)
    said = words("toast-dealt-with-before") if before else words("toast-dealt-with")
    return reply(edit=queue.listing(scene), toast=said)


def told_wanted(scene: Scene, subject_id: int) -> Say | None:
    """Tells an organiser that somebody needs hours, while nobody has seen to it."""
    wanted = hours_wanted.get(scene.session, scene.bank.id, subject_id)
    if not scene.member.is_organiser or wanted.settled_at is not None:
        return None
    return queue.hours_wanted_by(scene, wanted)


def told_granted(scene: Scene, subject_id: int) -> Say | None:
    """Tells a member that they were given hours, or that what they owed was written off, and why."""
    granted = grant.mine(scene.session, scene.member, subject_id)
    if not scene.member.has_joined:
        return None
    length, hours = Length(granted.minutes), balance(scene)
    parts = [words(f"granted-{granted.cause.value}", length=length, hours=hours)]
    if granted.reason:
        parts.append(words("corrected-reason", note=granted.reason))
    return say(*parts, keyboard=Keyboard.HOME)


def is_unknown(talking: Talking) -> bool:
    """Whether it is still to be said whose hours it is about, and what is to be done."""
    return not talking.answers.get("known")


def ask_who(talking: Talking) -> Question:
    """Whose hours: those who need some first, then those whose hours moved last, or anybody by name."""
    scene, typed = talking.scene, talking.answers.get("who_typed")
    if typed:
        people = directory.find_here(scene.session, scene.member, typed, limit=correcting.PEOPLE_SHOWN)
    else:
        needy = [_member(scene, row) for row in hours_wanted.waiting(scene.session, scene.member, scene.now)]
        last = directory.with_last_entries(scene.session, scene.member, limit=correcting.PEOPLE_SHOWN)
        people = list({one.id: one for one in [*needy, *last] if one.has_joined}.values())
    options = [Option(str(one.id), finding.named(one, people)) for one in people[: correcting.PEOPLE_SHOWN]]
    return Question(words("hours-for-which") if typed else words("hours-for-who"), options)


def take_who(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those shown, or a name; never oneself."""
    scene = talking.scene
    found = finding.chosen(
        value,
        heard,
        lambda name: directory.find_here(
            scene.session, scene.member, name, limit=correcting.PEOPLE_LOOKED_AT
        ),
    )
    if not isinstance(found, int):
        return found
    whom = member.get(scene.session, scene.bank.id, found)
    if whom.id == scene.member.id:
        raise OwnCase()
    if not whom.has_joined:
        return Unclear(words("unclear-member"))
    return Taken(whom.id, words("button-neighbour", name=whom.name))


def ask_what(talking: Talking) -> Question:
    """What is to be done, below how their hours stand."""
    account, standing = _stands(talking)
    ways = [GRANT, *([WRITE_OFF] if standing.balance_minutes < 0 else []), FLOOR, CEILING]
    return Question(
        words("hours-for-what"),
        [Option(way, words(f"button-hours-for-{way}")) for way in ways],
        alone=True,
        parts=[
            words(
                "hours-for-stands",
                name=member_words(_whom(talking)),
                balance=Length(standing.balance_minutes),
                floor=Length(account.floor_minutes or 0),
                ceiling=_ceiling(account.ceiling_minutes),
            )
        ],
    )


def take_what(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of them."""
    if value not in (GRANT, WRITE_OFF, FLOOR, CEILING):
        return Unclear()
    return Taken(value, words(f"button-hours-for-{value}"))


def ask_amount(talking: Talking) -> Question:
    """How much, or how far."""
    account, standing = _stands(talking)
    what, name = talking.answers["what"], member_words(_whom(talking))
    suggested: dict[str, tuple[int, ...]] = {
        GRANT: GRANT_MINUTES, WRITE_OFF: (max(0, -standing.balance_minutes),), FLOOR: FLOOR_MINUTES,
        CEILING: CEILING_MINUTES,
    }  # fmt: skip
    now = {FLOOR: account.floor_minutes, CEILING: account.ceiling_minutes}.get(what)
    options = [
        Option(str(one), words("button-length", length=Length(one)))
        for one in suggested[what]
        if one != now and (one or what == FLOOR)
    ]
    more = [Option(NO_END, words("button-setting-none-ceiling_minutes"))] if what == CEILING else []
    balance_words = Length(standing.balance_minutes)
    return Question(words(f"hours-for-{what}", name=name, balance=balance_words), options, more=more)


def take_amount(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A length that will do."""
    what = talking.answers["what"]
    if what == CEILING and value == NO_END:
        return Taken(None, _ceiling(None))
    minutes = _minutes(talking, value, heard, what)
    if minutes is None:
        return Unclear()
    try:
        if what == FLOOR:
            limits.require_floor(minutes)
        elif what == CEILING:
            limits.require_ceiling(minutes)
    except HoursLimitOutOfRange as no:
        return Unclear(refused(no))
    owed_minutes = grant.owed_minutes(talking.scene.session, _whom(talking))
    if what == WRITE_OFF and minutes > owed_minutes:
        return Unclear(refused(grant.NothingOwed(owed_minutes=owed_minutes)))
    if what in (GRANT, WRITE_OFF) and minutes > grant.LONGEST_MINUTES:
        return Unclear(refused(grant.GrantOutOfRange(longest_minutes=grant.LONGEST_MINUTES)))
    return Taken(minutes, words("button-length", length=Length(minutes)))


def has_reason(talking: Talking) -> bool:
    """Whether a reason is asked: hours that move say why."""
    return talking.answers.get("what") in (GRANT, WRITE_OFF)


def ask_reason(talking: Talking) -> Question:
    """Why: the member will read it."""
    return Question(words("hours-for-reason", name=member_words(_whom(talking))))


def ask_check(talking: Talking) -> Question:
    """All of it read back, with what it replaces."""
    account, standing = _stands(talking)
    answers, name = talking.answers, member_words(_whom(talking))
    what, minutes = answers["what"], answers["amount"]
    before: Value = Length(standing.balance_minutes)
    after: Value = Length(standing.balance_minutes + (minutes or 0))
    if what == FLOOR:
        before, after = Length(account.floor_minutes or 0), Length(minutes)
    elif what == CEILING:
        before, after = _ceiling(account.ceiling_minutes), _ceiling(minutes)
    values: dict[str, Value] = {"name": name, "before": before, "after": after}
    if what in (GRANT, WRITE_OFF):
        values["length"] = Length(minutes)
    parts = [words(f"hours-for-read-back-{what}", **values)]
    if has_reason(talking):
        parts.append(words("correcting-read-back-reason", note=answers["reason"]))
    return Question(
        words("hours-for-check"), [Option("do", words("button-hours-for-sure"))], alone=True, parts=parts
    )


def take_check(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Done only when they say so; a no leaves everything as it is."""
    if value is None and heard.manner is Manner.WORDS:
        said = understanding.yes_or_no(heard.text, talking.scene.language)
        if said is False:
            return Left(reply(say(words("talk-stopped"), keyboard=Keyboard.HOME)), words("talk-stopped-line"))
        value = "do" if said else None
    return Taken("do", words("hours-for-done-line")) if value == "do" else Unclear()


def finish(talking: Talking) -> Reply:
    """Does it; the talk names the deed, so that it is done once."""
    scene, answers, whom = talking.scene, talking.answers, _whom(talking)
    what, minutes = answers["what"], answers["amount"]
    if what in (GRANT, WRITE_OFF):
        grant.give(
            scene.session,
            whom,
            scene.member,
            cause=Cause(what),
            minutes=minutes,
            reason=answers["reason"],
            deed_key=f"grant:{talking.talk_id}",
            now=scene.now,
        )
        return reply(say(words("hours-for-done-told", name=member_words(whom)), keyboard=Keyboard.HOME))
    account, _ = _stands(talking)
    limits.set_for(
        scene.session,
        whom,
        scene.member,
        scene.now,
        floor_minutes=minutes if what == FLOOR else account.floor_minutes or 0,
        ceiling_minutes=minutes if what == CEILING else account.ceiling_minutes,
    )
    return reply(say(words("hours-for-done"), keyboard=Keyboard.HOME))


def over(talking: Talking) -> Refusal | None:
    """Whoever is no organiser any more decides nothing; nor is there anything to decide about who has left,
    or where somebody else has given the hours meanwhile."""
    scene, who = talking.scene, talking.answers.get("who")
    if not scene.member.is_organiser:
        return NotFound()
    if who is not None and not member.get(scene.session, scene.bank.id, who).has_joined:
        return NotFound()
    if talking.subject_id is not None:
        wanted = hours_wanted.get(scene.session, scene.bank.id, talking.subject_id)
        if wanted.settled_at is not None:
            return SeenToAlready()
    return None


class SeenToAlready(Refusal):
    """Another organiser has seen to it meanwhile."""

    message = "task-done-before"


def _whom(talking: Talking) -> Member:
    return member.get(talking.scene.session, talking.scene.bank.id, talking.answers["who"])


def _member(scene: Scene, row: HoursWanted) -> Member:
    return member.get(scene.session, scene.bank.id, row.member_id)


def _stands(talking: Talking) -> tuple[Account, ledger.Standing]:
    account = ledger.account_of(talking.scene.session, talking.scene.bank.id, talking.answers["who"])
    return account, ledger.standing(talking.scene.session, account)


def _ceiling(minutes: int | None) -> Words:
    return (
        words("setting-none-ceiling_minutes")
        if minutes is None
        else words("button-length", length=Length(minutes))
    )


def _minutes(talking: Talking, value: str | None, heard: Heard, what: str) -> int | None:
    """Reads a length; of a floor it need not be said that it is below zero."""
    if heard.manner is not Manner.WORDS:
        digits = (value or "").removeprefix("-")
        return int(value or "") if digits.isascii() and digits.isdigit() else None
    if what not in (FLOOR, CEILING):
        return minutes_said(talking, value, heard)
    language = talking.scene.language
    said = fold(heard.text)
    below = [word for word in phrases("typed-minus", language) if said.startswith(f"{word} ")]
    if what == CEILING and (below or is_below_zero(heard.text)):
        return None
    for word in below:
        said = said.removeprefix(f"{word} ")
    bare = lexicon(language).number(said)
    minutes = understanding.length_minutes(said, language, LONGEST_MINUTES) if bare is None else bare * 60
    if minutes is None:
        return None
    return -minutes if what == FLOOR else minutes


HOURS_FOR = Talk(
    name="hours_for",
    steps=(
        Step("who", ask_who, take_who, unclear="member", needed=is_unknown),
        Step("what", ask_what, take_what, needed=is_unknown),
        Step("amount", ask_amount, take_amount, unclear="minutes"),
        Step("reason", ask_reason, correcting.take_reason, unclear="note", needed=has_reason),
        Step("check", ask_check, take_check),
    ),
    finish=finish,
    about=words("about-hours-for"),
    over=over,
)
