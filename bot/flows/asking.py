"""Asking for help: what, when, how long, where, a word about it, read back in full and sent."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot import never, understanding
from bot.dialogue import AskMore, KeptOpen, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows import kinds as kind_lists
from bot.flows import naming
from bot.flows.minutes import minutes_said
from bot.flows.place import name_of, place_step, place_words, point_of
from bot.free_text import clean
from bot.heard import Heard, Manner
from bot.saying import Button, Keyboard, Reply, reply, say
from bot.values import Day, Hour, Length, Moment, Weekday, Words, refused, words
from bot.wording import window_words
from models import kind as kinds
from models import ledger, request, timebank
from models.availability import PARTS, Part
from models.request import LONGEST_MINUTES, NOTE_LENGTH, SHORTEST_MINUTES, Choosing, LengthOutOfRange, Wish
from models.window import TimePassed, TooFarAhead, When, Window, window

NAMED_DAYS = 5
SET_TIME = "set"
OTHER = "other"
ANY = "any"
SKIP = "skip"
SAME = "same"


def ask_kind(talking: Talking) -> Question:
    """What kind of help."""
    return Question(
        words("asking-kind"),
        kind_lists.options(talking.answers.get("kind_page", 0)),
        more=[kind_lists.more(talking.answers.get("kind_page", 0))],
    )


def take_kind(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One kind that is arranged here; all of them can be typed, whichever page is shown."""
    if (turned_to := kind_lists.turned_to(value)) is not None:
        return KeptOpen({"kind_page": turned_to})
    if heard.manner is Manner.WORDS:
        never.refuse(talking.scene, heard.text)
    typed = kind_lists.typed(talking.scene, heard.text) if heard.manner is Manner.WORDS else []
    code = typed[0] if len(typed) == 1 else value
    if code not in kinds.CODES:
        return Unclear()
    never.refuse_banned(talking.scene, code)
    return Taken(code, kind_lists.kind_words(code))


def ask_day(talking: Talking) -> Question:
    """Which day: the next few by name, another one by typing."""
    if talking.answers.get("day_typing"):
        return Question(words("asking-day-typed"))
    today = talking.scene.today
    days = [today + timedelta(days=ahead) for ahead in range(NAMED_DAYS + 1)]
    options = [
        Option(day.isoformat(), day_words(day, today))
        for day in days
        if _window(talking, When(day, Part.ANY))
    ]
    return Question(
        words("asking-day"),
        options,
        more=[Option(OTHER, words("button-another-day")), Option(ANY, words("button-any-day"))],
    )


def day_words(day: date, today: date) -> Words:
    """A day on a button; today and tomorrow say so beside the weekday, as the date has no room there."""
    if day == today:
        return words("button-today", weekday=Weekday(day))
    if day == today + timedelta(days=1):
        return words("button-tomorrow", weekday=Weekday(day))
    return words("button-day", day=Day(day))


def take_day(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A day that has not passed, or any day soon."""
    today = talking.scene.today
    if value == OTHER:
        return AskMore({"day_typing": True})
    if value == ANY:
        return Taken(None, words("button-any-day"), also={"time_told": False})
    day = date.fromisoformat(value) if value is not None else None
    if day is None and heard.manner is Manner.WORDS:
        day = understanding.day(heard.text, talking.scene.language, today)
    if day is None:
        return Unclear()
    if (trouble := _trouble(talking, When(day, Part.ANY))) is not None:
        return Unclear(trouble)
    return _with_time(talking, day, heard)


def _with_time(talking: Talking, day: date, heard: Heard) -> Outcome:
    """Keeps a day, and the time beside it where both were typed at once: "tomorrow at 3"."""
    kept = {"day_typing": False, "time_told": False}
    if heard.manner is not Manner.WORDS:
        return Taken(day.isoformat(), words("button-day", day=Day(day)), also=kept)
    at = understanding.time_of_day(heard.text, talking.scene.language)
    language = talking.scene.language
    part = None if at else understanding.part_of_day(heard.text, language, tells_day=True)
    if at is None and part in (None, ANY):
        return Taken(day.isoformat(), words("button-day", day=Day(day)), also=kept)
    when = When(day, Part.ANY if part is None else Part(part), at)
    if (trouble := _trouble(talking, when)) is not None:
        return Unclear(trouble)
    time_told = at.isoformat("minutes") if at is not None else part
    return Taken(day.isoformat(), window_words(when), also={**kept, "time": time_told, "time_told": True})


def has_no_time(talking: Talking) -> bool:
    """Whether the time was not told together with the day."""
    return not talking.answers.get("time_told")


def ask_time(talking: Talking) -> Question:
    """Which part of the day, or at what time."""
    if talking.answers.get("time_typing"):
        return Question(words("asking-time-typed"))
    day = _day(talking)
    parts = [part for part in PARTS if _window(talking, When(day, part))]
    options = [Option(part.value, words(f"button-{part.value}")) for part in parts]
    more = [Option(Part.ANY.value, words("button-any-time"))]
    if day is not None:
        more.append(Option(SET_TIME, words("button-set-time")))
    return Question(words("asking-time"), options, more=more)


def take_time(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A part of the day, or a time on the clock that has not passed."""
    day = _day(talking)
    if value == SET_TIME:
        return AskMore({"time_typing": True})
    at, part = None, value
    if value is None and heard.manner is Manner.WORDS:
        at = understanding.time_of_day(heard.text, talking.scene.language) if day is not None else None
        part = None if at else understanding.part_of_day(heard.text, talking.scene.language)
    if at is not None:
        if (trouble := _trouble(talking, When(day, Part.ANY, at))) is not None:
            return Unclear(trouble)
        return Taken(at.isoformat("minutes"), words("button-at", hour=Hour(at)), also={"time_typing": False})
    if part not in [one.value for one in Part]:
        return Unclear()
    if (trouble := _trouble(talking, When(day, Part(part)))) is not None:
        return Unclear(trouble)
    line = words("button-any-time") if part == ANY else words(f"button-{part}")
    return Taken(part, line, also={"time_typing": False})


def ask_minutes(talking: Talking) -> Question:
    """How long, with what is usual for that kind of help among the suggestions."""
    usual = kinds.named(talking.answers["kind"]).usual_minutes
    suggested = sorted({30, 60, 90, 120, usual, usual * 2} - {240})
    return Question(
        words("asking-minutes"),
        [Option(str(minutes), words("button-length", length=Length(minutes))) for minutes in suggested],
    )


def take_minutes(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A few minutes to half a day, in whole minutes."""
    minutes = minutes_said(talking, value, heard)
    if minutes is None:
        return Unclear()
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        return Unclear(
            refused(LengthOutOfRange(shortest_minutes=SHORTEST_MINUTES, longest_minutes=LONGEST_MINUTES))
        )
    return Taken(minutes, words("button-length", length=Length(minutes)))


def is_visit(talking: Talking) -> bool:
    """Whether somebody has to come."""
    return not kinds.named(talking.answers["kind"]).from_chair


def ask_where(talking: Talking) -> Question:
    """At home or somewhere else."""
    return Question(
        words("asking-where"),
        [Option("home", words("button-at-home")), Option("else", words("button-somewhere-else"))],
    )


def take_where(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of the two."""
    if value == "home":
        return Taken("home", words("button-at-home"))
    return Taken("else", words("button-somewhere-else")) if value == "else" else Unclear()


def is_elsewhere(talking: Talking) -> bool:
    """Whether the place is yet to be told."""
    return is_visit(talking) and talking.answers.get("where") == "else"


def ask_directions(talking: Talking) -> Question:
    """How to find the door; only the helper who comes reads it."""
    options = [Option(SKIP, words("button-tell-later"))]
    if talking.answers.get("where") == "home" and request.last_directions(
        talking.scene.session, talking.scene.member
    ):
        options.insert(0, Option(SAME, words("button-same-as-last-time")))
    return Question(words("asking-directions"), options)


def take_directions(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Street and number, in their own words, or those of the last time."""
    if value == SAME:
        known = request.last_directions(talking.scene.session, talking.scene.member)
        return Taken(known, words("asking-note-line", note=known))
    return _free_words(value, heard, words("button-tell-later"))


def ask_note(talking: Talking) -> Question:
    """Anything those who are asked should know."""
    return Question(words("asking-note"), [Option(SKIP, words("button-nothing-more"))])


def take_note(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A few words, which everybody who is asked will read, about nothing that nobody may do."""
    if heard.manner is Manner.WORDS:
        never.refuse(talking.scene, heard.text)
    return _free_words(value, heard, words("button-nothing-more"))


def ask_choosing(talking: Talking) -> Question:
    """Who decides which helper comes."""
    return Question(
        words("asking-choosing"),
        [
            Option(Choosing.FIRST.value, words("button-first-yes")),
            Option(Choosing.CHOOSE.value, words("button-let-me-choose")),
        ],
        alone=True,
    )


def take_choosing(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """The first yes, or the asker's own choice."""
    if value == Choosing.FIRST:
        return Taken(value, words("button-first-yes"))
    return Taken(value, words("button-let-me-choose")) if value == Choosing.CHOOSE else Unclear()


def ask_check(talking: Talking) -> Question:
    """All of it read back, before it is sent."""
    answers = talking.answers
    wish = _wish(talking)
    parts = [
        words(
            "asking-read-back",
            kind=kind_lists.kind_words(wish.kind),
            when=window_words(wish.when),
            length=Length(wish.minutes),
        )
    ]
    if is_visit(talking):
        where = place_words(answers["place"]) if is_elsewhere(talking) else words("place-home")
        parts.append(words("asking-read-back-where", where=where))
    if wish.directions:
        parts.append(words("asking-read-back-directions", directions=wish.directions))
    if wish.note:
        parts.append(words("asking-read-back-note", note=wish.note))
    parts += naming.read_back(talking)
    parts.append(
        words("asking-read-back-first")
        if wish.choosing is Choosing.FIRST
        else words("asking-read-back-choose")
    )
    return Question(words("asking-check"), [Option("send", words("button-send"))], alone=True, parts=parts)


def take_check(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Sent only when they say so."""
    if value is None and heard.manner is Manner.WORDS:
        value = "send" if understanding.yes_or_no(heard.text, talking.scene.language) else None
    if value != "send":
        return Unclear()
    wish = _wish(talking)
    # What was asked for stays in sight when the question is gone.
    line = words("asking-line", kind=kind_lists.kind_words(wish.kind), when=window_words(wish.when))
    return Taken("send", line)


def finish(talking: Talking) -> Reply:
    """Posts the request and says when they will hear of it."""
    scene = talking.scene
    posted = request.post(
        scene.session, scene.member, _wish(talking), deed_key=f"talk:{talking.talk_id}", now=scene.now
    )
    naming.keep(talking, posted)
    answer = reply(
        say(
            words("asking-sent", kind=kind_lists.for_kind(posted.kind), by=Moment(posted.at_risk_at)),
            keyboard=Keyboard.HOME,
        )
    )
    if _has_few_hours(talking):
        ways = [[Button(words("button-offer"), "go:offer"), Button(words("button-browse"), "go:browse")]]
        answer.says.append(say(words("asking-few-hours"), buttons=ways))
    return answer


def _has_few_hours(talking: Talking) -> bool:
    """Whether what they have asked for takes them so low that a kind word about giving is in place."""
    scene = talking.scene
    account = ledger.account_of(scene.session, scene.bank.id, scene.member.id)
    asked_minutes = sum(wanted.minutes for wanted in request.open_of(scene.session, scene.member))
    left_minutes = ledger.standing(scene.session, account).available_minutes - asked_minutes
    return timebank.is_low(scene.bank, left_minutes)


def _day(talking: Talking) -> date | None:
    kept = talking.answers.get("day")
    return None if kept is None else date.fromisoformat(kept)


def _wish(talking: Talking) -> Wish:
    """Puts the answers together."""
    answers = talking.answers
    kept = answers["time"]
    is_part = kept in [part.value for part in Part]
    when = When(
        _day(talking),
        Part(kept) if is_part else Part.ANY,
        None if is_part else time.fromisoformat(kept),
    )
    elsewhere = answers["place"] if is_elsewhere(talking) else None
    return Wish(
        kind=answers["kind"],
        when=when,
        minutes=answers["minutes"],
        point=None if elsewhere is None else point_of(elsewhere),
        place_name="" if elsewhere is None else name_of(elsewhere),
        note=answers["note"],
        directions=answers.get("directions", "") if is_visit(talking) else "",
        choosing=Choosing(answers["choosing"]),
    )


def _window(talking: Talking, when: When) -> Window | None:
    """Returns when help may begin, or None when nothing of that time lies ahead."""
    try:
        return window(when, talking.scene.member.zone, talking.scene.now)
    except (TimePassed, TooFarAhead):
        return None


def _trouble(talking: Talking, when: When) -> Words | None:
    """Returns what is wrong with a time, in words, or None."""
    try:
        window(when, talking.scene.member.zone, talking.scene.now)
    except TimePassed:
        return words("unclear-time-passed", now=Moment(talking.scene.now))
    except TooFarAhead as no:
        return refused(no)
    return None


def _free_words(value: str | None, heard: Heard, skipped: Words) -> Outcome:
    """Takes words of their own, or none; what is too long is said to be so, and nothing is cut off unseen."""
    if value == SKIP:
        return Taken("", skipped)
    if heard.manner is not Manner.WORDS:
        return Unclear()
    text = clean(heard.text, 2 * NOTE_LENGTH)
    if not text:
        return Unclear()
    if len(heard.text) > NOTE_LENGTH:
        return Unclear(words("unclear-note-long", limit=NOTE_LENGTH, length=len(heard.text)))
    return Taken(text, words("asking-note-line", note=text))


ASKING = Talk(
    name="asking",
    steps=(
        Step("kind", ask_kind, take_kind, unclear="kind"),
        Step("day", ask_day, take_day, unclear="day"),
        Step("time", ask_time, take_time, unclear="time", needed=has_no_time),
        Step("minutes", ask_minutes, take_minutes, unclear="minutes"),
        Step("where", ask_where, take_where, needed=is_visit),
        place_step("place", words("asking-place"), needed=is_elsewhere),
        Step("directions", ask_directions, take_directions, unclear="note", needed=is_visit),
        Step("note", ask_note, take_note, unclear="note"),
        naming.NAMING,
        Step("choosing", ask_choosing, take_choosing),
        Step("check", ask_check, take_check),
    ),
    finish=finish,
    about=words("about-asking"),
)
