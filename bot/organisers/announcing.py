"""An organiser announces something, or asks something, to all members or to some: written, looked at, sent.

The last tap is only good for a short while, and only for the number of members that it names.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot import announcements, dialogue, language
from bot.context import Scene
from bot.dialogue import KeptOpen, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows import kinds as kind_lists
from bot.flows.day import day_of, day_step
from bot.flows.kinds import kind_words
from bot.free_text import clean
from bot.heard import Heard, Manner, number
from bot.organisers import second_tap
from bot.saying import Button, Reply, Say, reply, say
from bot.values import Code, Day, Moment, Words, refused, words
from models import announcement, audience, member, poll
from models import kind as kinds
from models.announcement import Announcement, AudienceChanged, NobodyToTell, State
from models.audience import Audience, By
from models.poll import AnswersOutOfRange
from models.window import TimePassed, TooFarAhead

PLACES_SHOWN = 6
# A poll is usually open for a few days, a week, or two.
DAYS_OFFERED = (3, 7, 14)


def announce(scene: Scene) -> Reply:
    """Begins an announcement, or shows what is under way; to others it is an unknown command (NotFound)."""
    return _begin_or_show(scene, ANNOUNCING)


def ask_all(scene: Scene) -> Reply:
    """Begins a poll, or shows what is under way; to others it is an unknown command (NotFound)."""
    return _begin_or_show(scene, POLLING)


def _begin_or_show(scene: Scene, talk: Talk) -> Reply:
    under_way = announcement.sending(scene.session, scene.member)
    if not under_way:
        return dialogue.begin(scene, talk)
    another = Button(words("button-announce-another"), f"announcenew:{talk.name}")
    shown = [progress(scene, written) for written in under_way]
    last = shown[-1]
    return reply(*shown[:-1], say(*last.parts, buttons=[*last.buttons, [another]]))


def begin_another(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins one while another is under way."""
    member.require_organiser(scene.member)
    return dialogue.begin(scene, {talk.name: talk for talk in (ANNOUNCING, POLLING)}[_known(arguments[0])])


def _known(name: str) -> str:
    if name not in (ANNOUNCING.name, POLLING.name):
        raise ValueError("no talk of ours")
    return name


def audience_words(whom: Audience) -> Words:
    """Says whom it is for: "everybody", "whoever offers dog walking"."""
    match whom.by:
        case By.LANGUAGE:
            return words("audience-language", name=Code(language.languages().get(whom.value, whom.value)))
        case By.PLACE:
            return words("audience-place", place=whom.value)
        case By.OFFERS:
            return words("audience-offers", kind=kind_words(whom.value))
    return words(f"audience-{whom.by.value}")


def ask_who(talking: Talking) -> Question:
    """All, or by what they are chosen."""
    options = [Option(by.value, words(f"button-audience-{by.value}")) for by in By]
    return Question(words("announcing-who"), options)


def take_who(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those."""
    if value not in list(By):
        return Unclear()
    return Taken(value, words(f"button-audience-{value}"))


def ask_which(talking: Talking) -> Question:
    """Which language, place or kind of help."""
    scene, by = talking.scene, By(talking.answers["who"])
    if by is By.OFFERS:
        page = talking.answers.get("kind_page", 0)
        return Question(
            words("announcing-which-offers"), kind_lists.options(page), more=[kind_lists.more(page)]
        )
    if by is By.PLACE:
        places = audience.places(scene.session, scene.bank.id)[:PLACES_SHOWN]
        options = [Option(str(index), words("button-place", place=name)) for index, name in enumerate(places)]
        return Question(words("announcing-which-place"), options, alone=True)
    names = language.languages()
    return Question(
        words("announcing-which-language"),
        [
            Option(code, words("button-language", name=Code(names[code])))
            for code in audience.languages(scene.session, scene.bank.id)
            if code in names
        ],
    )


def take_which(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those, or one that is typed."""
    scene, by = talking.scene, By(talking.answers["who"])
    if by is By.OFFERS:
        if (turned_to := kind_lists.turned_to(value)) is not None:
            return KeptOpen({"kind_page": turned_to})
        typed = kind_lists.typed(scene, heard.text) if heard.manner is Manner.WORDS else []
        code = typed[0] if len(typed) == 1 else value
        return Taken(code, kind_words(code)) if code in kinds.CODES else Unclear()
    if by is By.PLACE:
        places = audience.places(scene.session, scene.bank.id)
        if value is not None and value.isascii() and value.isdigit() and int(value) < len(places):
            name = places[int(value)]
        else:
            said = heard.text.strip().casefold()
            name = next((place for place in places if place.casefold() == said), "")
        return Taken(name, words("button-place", place=name)) if name else Unclear()
    names = language.languages()
    if value not in names:
        return Unclear()
    return Taken(value, words("button-language", name=Code(names[value])))


def _needs_which(talking: Talking) -> bool:
    return talking.answers.get("who") in audience.WITH_VALUE


def ask_text(talking: Talking) -> Question:
    """What is to be said."""
    return Question(words("announcing-text"))


def ask_question(talking: Talking) -> Question:
    """What is to be asked."""
    return Question(words("polling-question"))


def take_text(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Any words that are not too long."""
    if heard.manner is not Manner.WORDS:
        return Unclear()
    if len(heard.text) > announcement.LONGEST:
        limit = announcement.LONGEST
        return Unclear(words("unclear-note-long", limit=limit, length=len(heard.text)))
    text = clean(heard.text, 2 * announcement.LONGEST)
    return Taken(text, words("announcing-text-line")) if text else Unclear()


def ask_answers(talking: Talking) -> Question:
    """What can be answered."""
    return Question(
        words("polling-answers"),
        parts=[words("polling-answers-how", least=poll.FEWEST_ANSWERS, most=poll.MOST_ANSWERS)],
    )


def take_answers(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Each answer in a line of its own, or all of them in one with commas between."""
    if heard.manner is not Manner.WORDS:
        return Unclear()
    lines = heard.text.split("\n") if "\n" in heard.text.strip() else heard.text.split(",")
    answers = [one for line in lines if (one := clean(line, 4 * poll.LONGEST_ANSWER, one_line=True))]
    for one in answers:
        if len(one) > poll.LONGEST_ANSWER:
            return Unclear(words("unclear-answer-long", answer=one, limit=poll.LONGEST_ANSWER))
    try:
        poll.require_answers(answers)
    except AnswersOutOfRange as no:
        return Unclear(refused(no))
    return Taken(answers, words("polling-answers-line", count=len(answers)))


def _days(talking: Talking) -> list[Option]:
    days = [talking.scene.today + timedelta(days=ahead) for ahead in DAYS_OFFERED]
    return [Option(day.isoformat(), words("button-day", day=Day(day))) for day in days]


def _trouble(talking: Talking, day: date) -> Words | None:
    scene = talking.scene
    try:
        poll.require_day(scene.session, scene.member, day, scene.now)
    except (TimePassed, TooFarAhead) as no:
        return refused(no)
    return None


def _audience(talking: Talking) -> Audience:
    by = By(talking.answers["who"])
    return Audience(by, talking.answers["which"] if by in audience.WITH_VALUE else "")


def finish(talking: Talking) -> Reply:
    """Writes it down, and shows it as it will look."""
    scene = talking.scene
    written = announcement.draft(
        scene.session, scene.member, talking.answers["text"], _audience(talking), scene.now
    )
    return looked_at(scene, written)


def finish_poll(talking: Talking) -> Reply:
    """The same of a poll."""
    scene, answers = talking.scene, talking.answers
    written = poll.draft(
        scene.session,
        scene.member,
        answers["text"],
        answers["answers"],
        _audience(talking),
        day_of(talking, "day"),
        scene.now,
    )
    return looked_at(scene, written)


def looked_at(scene: Scene, written: Announcement) -> Reply:
    """Shows a draft just as members will read it, and asks whether to send it, and to how many."""
    return reply(announcements.message(scene, written), check(scene, written))


def check(scene: Scene, written: Announcement) -> Say:
    """Says whom a draft goes to, and when, and asks whether to send it."""
    whom = announcement.reach(scene.session, written, scene.now)
    count = len(whom.member_ids)
    drop = [Button(words("button-announce-drop"), f"announcedrop:{written.id}")]
    if not count:
        return say(words("refusal-nobody-to-tell"), buttons=[drop])
    parts = [words("announcing-check", count=count, whom=audience_words(written.audience))]
    if whom.muted:
        parts.append(words("announcing-check-muted", count=whom.muted))
    if whom.unreachable:
        parts.append(words("announcing-check-unreachable", count=whom.unreachable))
    begins_at = announcement.by_day(scene.bank, scene.now)
    if begins_at > scene.now:
        parts.append(words("announcing-check-morning", when=Moment(begins_at)))
    minute = int(scene.now.timestamp()) // 60
    send = [Button(words("button-announce-send", count=count), f"announcesend:{written.id}:{count}:{minute}")]
    return say(*parts, words("announcing-check-ask"), buttons=[send, drop])


def send(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Sends it; a tap that comes late, or names another number of members than it is now, asks anew."""
    member.require_organiser(scene.member)
    announcement_id, count = number(arguments), number(arguments, 1)
    written = announcement.look_at(scene.session, announcement_id, scene.member)
    if written.state is State.DRAFT and not second_tap.fresh(scene, number(arguments, 2)):
        return looked_at(scene, written)
    was_draft = written.state is State.DRAFT
    try:
        written = announcement.send(scene.session, announcement_id, scene.member, scene.now, expected=count)
    except (AudienceChanged, NobodyToTell):
        return reply(edit=check(scene, written), toast=words("toast-audience-changed"))
    said = words("toast-on-its-way") if was_draft else words("toast-sent-before")
    return reply(edit=progress(scene, written), toast=said)


def drop(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Throws a draft away; what was sent is shown as it stands."""
    written = announcement.drop(scene.session, number(arguments), scene.member)
    return reply(edit=_as_it_stands(scene, written))


def stop(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Lets nobody else get it, and says how many have it."""
    written = announcement.stop(scene.session, number(arguments), scene.member, scene.now)
    return reply(edit=_as_it_stands(scene, written))


def look(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows how far it has come."""
    written = announcement.look_at(scene.session, number(arguments), scene.member)
    return reply(edit=_as_it_stands(scene, written))


def done(scene: Scene, subject_id: int) -> Say | None:
    """The notification for its organiser that everybody has it who can be reached."""
    written = announcement.get(scene.session, scene.bank.id, subject_id)
    return progress(scene, written) if scene.member.is_organiser else None


def _as_it_stands(scene: Scene, written: Announcement) -> Say:
    if written.state is State.DRAFT:
        return check(scene, written)
    if written.state is State.DROPPED:
        return say(words("announcing-dropped"))
    return progress(scene, written)


def progress(scene: Scene, written: Announcement) -> Say:
    """How far a wave has come, or what came of it."""
    come = announcement.progress(scene.session, written)
    parts = [words("announcing-told", count=come.told, asked=come.asked)]
    if come.unreached:
        parts.append(words("announcing-unreached", count=come.unreached))
    if written.state is State.DONE:
        return say(words("announcing-done"), *parts)
    if written.state is State.STOPPED:
        return say(words("announcing-stopped"), *parts)
    if written.begins_at is not None and written.begins_at > scene.now:
        parts.append(words("announcing-waits", when=Moment(written.begins_at)))
    stop_it = Button(words("button-announce-stop"), f"announcestop:{written.id}")
    look_again = Button(words("button-announce-look"), f"announcelook:{written.id}")
    return say(words("announcing-under-way"), *parts, buttons=[[stop_it], [look_again]])


WHO = Step("who", ask_who, take_who)
WHICH = Step("which", ask_which, take_which, needed=_needs_which)

ANNOUNCING = Talk(
    name="announcing",
    steps=(Step("text", ask_text, take_text, unclear="note"), WHO, WHICH),
    finish=finish,
    about=words("about-announcing"),
)

POLLING = Talk(
    name="polling",
    steps=(
        Step("text", ask_question, take_text, unclear="note"),
        Step("answers", ask_answers, take_answers, unclear="answers"),
        day_step("day", words("polling-day"), offered=_days, trouble=_trouble),
        WHO,
        WHICH,
    ),
    finish=finish_poll,
    about=words("about-polling"),
)
