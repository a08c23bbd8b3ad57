"""Leaving: what will happen is said first, then it takes two answers; and one may be forgotten as well."""

from __future__ import annotations

from bot.dialogue import Left, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.heard import Heard
from bot.saying import Keyboard, Reply, reply, say
from bot.values import Length, Words, words
from models import erasure, leaving, ledger
from models.leaving import LastOrganiser
from models.refusals import Refusal

LEAVE, FORGET, STAY, SURE = "leave", "forget", "stay", "yes"


def ask_how(talking: Talking) -> Question:
    """Whether to leave, or to be forgotten as well; somebody who is no member can only be forgotten."""
    stay = Option(STAY, words("button-stay"))
    forgotten = Option(FORGET, words("button-leave-forgotten"))
    if not talking.scene.member.has_joined:
        return Question(words("leaving-how"), [forgotten, stay], alone=True, parts=[words("leaving-forgets")])
    parts = [words("leaving-ends"), *_hours(talking), words("leaving-forgets")]
    leave = Option(LEAVE, words("button-leave"))
    return Question(words("leaving-how"), [leave, forgotten, stay], alone=True, parts=parts)


def _hours(talking: Talking) -> list[Words]:
    """What becomes of their hours, where they have an account and something stands in it."""
    scene = talking.scene
    account = ledger.accounts_of(scene.session, scene.bank.id, scene.member.id).get(scene.member.id)
    minutes = 0 if account is None else ledger.standing(scene.session, account).balance_minutes
    if minutes == 0:
        return []
    return [words("leaving-hours", length=Length(abs(minutes)), owed=minutes < 0)]


def take_how(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of the ways, or staying."""
    if value == FORGET:
        return Taken(FORGET, words("button-leave-forgotten"))
    if value == LEAVE and talking.scene.member.has_joined:
        return Taken(LEAVE, words("button-leave"))
    return _stayed(talking) if value == STAY else Unclear()


def ask_sure(talking: Talking) -> Question:
    """Once more, because it cannot be taken back."""
    if talking.answers["how"] == FORGET:
        question, sure = words("leaving-sure-forgotten"), words("button-sure-forgotten")
    else:
        question, sure = words("leaving-sure"), words("button-sure-leave")
    return Question(question, [Option(SURE, sure), Option(STAY, words("button-stay"))], alone=True)


def take_sure(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Yes, or staying."""
    if value == SURE:
        return Taken(SURE, words("leaving-line"))
    return _stayed(talking) if value == STAY else Unclear()


def _stayed(talking: Talking) -> Left:
    home = Keyboard.HOME if talking.scene.member.has_joined else None
    return Left(reply(say(words("leaving-stayed"), keyboard=home)), words("button-stay"))


def finish(talking: Talking) -> Reply:
    """Lets them go, and says goodbye in the language they still had a moment ago."""
    scene = talking.scene
    language = scene.language
    if talking.answers["how"] == FORGET:
        erasure.forget(scene.session, scene.member, scene.now, answering=scene.update_id)
        goodbye = say(words("goodbye-forgotten"), keyboard=Keyboard.NONE)
    else:
        leaving.leave(scene.session, scene.member, scene.now)
        goodbye = say(words("goodbye"), keyboard=Keyboard.NONE)
    answer = reply(goodbye)
    answer.language = language
    return answer


def over(talking: Talking) -> Refusal | None:
    """Whether nobody else would look after the time bank."""
    try:
        leaving.require_another_organiser(talking.scene.session, talking.scene.member)
    except LastOrganiser as no:
        return no
    return None


LEAVING = Talk(
    name="leaving",
    steps=(Step("how", ask_how, take_how), Step("sure", ask_sure, take_sure)),
    finish=finish,
    about=words("about-leaving"),
    over=over,
)
