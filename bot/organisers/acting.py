"""Acting for a member: who speaks is the organiser, and to the rules it is the member; every screen says so.

    what an organiser says or taps
        their own things        --> as themself, with a word that they still act for somebody
        asking, offering, hours --> as the member, told as "for Ada", and kept
        anything else           --> not for somebody else

It ends with a button, with /stop, and by itself after half an hour without use; what comes after that is not
done at all, because it was meant for somebody else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import dialogue, money, understanding
from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking
from bot.flows.kinds import for_kind
from bot.heard import Heard, Manner, number
from bot.organisers import finding
from bot.saying import Button, Keyboard, Reply, Say, reply, say
from bot.values import Words, words
from bot.wording import member_words, visit_args
from models import acting, conversation, exchange, member, offer, request, roll
from models.acting import Acting
from models.member import Member, NotFound
from models.refusals import Refusal

PEOPLE_SHOWN = 8
PEOPLE_LOOKED_AT = 50
# What can be done for somebody: buttons by their intents, commands, talks.
FOR_THEM = frozenset(
    {
        "pick", "req", "withdraw", "better", "byphone", "anylanguage", "asis", "ex", "out", "outyes", "took",
        "tookother", "onway", "here", "staying", "left", "notcome", "giveup", "giveupyes", "howlong",
        "needhours", "offer", "offers", "offer_add", "offer_pause", "offer_resume", "offer_drop",
        "money", "moneymost", "moneyyes", "moneyno", "moneynote", "moneyright", "moneylater", "moneywrong",
        "moneytheirs",
    }
)  # fmt: skip
COMMANDS_FOR_THEM = frozenset({"menu", "ask", "offer", "things", "hours"})
TALKS_FOR_THEM = frozenset({"asking", "offering", "lasting", "leaving", "capping", "spent", "recalling"})
ALWAYS = frozenset({"stop", "cancel", "help"})
# Whoever has no app cannot leave by themself, and may want to.
WITHOUT_APP = frozenset({"leave"})
# What organisers do as themselves, also while they act for somebody.
OWN = frozenset(
    {
        "addmember", "admin", "alarmtake", "alarmwrite", "announcedrop", "announcelook", "announcenew",
        "announcesend", "announcestop", "approve", "area", "areas", "books", "called", "checkins",
        "checks", "claimgive", "claimrenew", "claimshow", "claimwithdraw", "claimwithdrawyes",
        "concern", "concernclose", "concernhave", "concernkeep", "concernkept", "concernnote",
        "concernread", "concerns", "decline", "declineyes", "demand", "demands", "demandset", "desk",
        "door", "dooryes", "emergency", "endfor", "findmember", "for", "givehours", "hand", "hold",
        "holdfind", "holds", "holdyes", "hourswanted", "intakedrop", "intakelink", "intakelinks",
        "intakelook", "intaketemplate", "intakeyes", "invite", "joining", "journal", "kinds",
        "kindsnation", "kindsread", "kindsyes", "lang", "letgo", "letgoyes", "letin", "lonelyask",
        "lookafter", "meetfirst", "member", "members", "met", "moneyclose", "moneyreceipt", "neveryes",
        "nudge", "ourgroup", "overdue", "overduehelp", "overduetake", "overduewell", "overduewrite",
        "phoneof", "phoneyes", "picture", "placeof", "placeyes", "putback", "rolegive", "roleoff",
        "roleoffyes", "roles", "roletake", "same", "sameyes", "saw", "seemed", "seemedread",
        "seento", "set", "sets", "settle", "shortages", "skill", "skills", "standing", "take",
        "task", "unmet", "unmetyes", "unsafe", "unseen", "unseenyes", "whonot", "why", "worrydone",
        "writehand", "writeto",
    }
)  # fmt: skip
OWN_COMMANDS = frozenset(
    {
        "admin", "announce", "announcements", "books", "concern", "concerns", "correct", "for", "help",
        "group", "hold", "hoursfor", "import", "journal", "kinds", "language", "members", "pictures", "poll",
        "report", "roles", "safety", "seemed", "settings", "shortages", "unsafe", "wellbeing",
    }
)  # fmt: skip
TALKS = ("t", "talk")

Answer = Callable[[Scene, Heard], Reply]


class NotWhileActing(Refusal):
    """That is nothing one does for somebody else. Facts: `name`."""

    message = "refusal-not-while-acting"


def respond(scene: Scene, heard: Heard, answer: Answer) -> Reply:
    """Lets something be answered: for the member, where the organiser acts for one, or else as ever.

    Args:
        answer: answers it in the scene that it is given.

    Raises:
        Refusal: a rule said no; it knows for whom it was.
    """
    open_now = acting.open_of(scene.session, scene.member) if scene.member.is_organiser else None
    if open_now is None:
        return answer(scene, heard)
    whom = member.get(scene.session, scene.bank.id, open_now.member_id)
    if not acting.may_go_on(scene.session, open_now, scene.member, scene.now):
        over = _over(scene, whom)
        if not _is_own_for_sure(heard):
            return over
        # What belongs to the organiser alone is nothing that was meant for somebody else.
        scene.open_talk = conversation.current(scene.session, scene.member)
        return _with_word(answer(scene, heard), words("acting-ended", name=member_words(whom)))
    if _ends(scene, heard):
        return end(scene, heard, [])
    acting.use(scene.session, open_now, scene.now)
    if _is_own(scene, heard):
        return _as_own(answer(scene, heard), scene)
    # Who leaves and is forgotten has no name afterwards.
    inner, name = scene.for_member(whom), whom.name
    before = acting.picture(scene.session, whom)
    try:
        answered = answer(inner, heard)
    except Refusal as no:
        no.spoken_for = name
        raise
    acting.note_done(scene.session, open_now, scene.member, before, scene.now)
    return said_for(answered, name)


def again(scene: Scene, heard: Heard, answer: Answer) -> Reply:
    """Lets it be told once more how things stand, for the member where the organiser acts for one."""
    open_now = acting.open_of(scene.session, scene.member) if scene.member.is_organiser else None
    if open_now is None:
        return answer(scene, heard)
    whom = member.get(scene.session, scene.bank.id, open_now.member_id)
    if not acting.may_go_on(scene.session, open_now, scene.member, scene.now):
        return _over(scene, whom)
    talk = scene.open_talk
    if talk is not None and talk.flow not in TALKS_FOR_THEM:
        return _as_own(answer(scene, heard), scene)
    return said_for(answer(scene.for_member(whom), heard), whom.name)


def whose(scene: Scene, data: str) -> Scene:
    """Returns the scene in which a button is pressed: the one at hand, or the organiser's own.

    Raises:
        NotWhileActing: it is nothing one does for somebody else.
    """
    if scene.speaker is None:
        return scene
    intent, _, rest = data.partition(":")
    if intent in FOR_THEM or intent in TALKS or (intent == "go" and rest in _commands_for(scene.member)):
        return scene
    if intent in OWN or (intent == "go" and rest in OWN_COMMANDS):
        return scene.as_themself()
    raise NotWhileActing(name=scene.member.name)


def require_command(scene: Scene, name: str) -> None:
    """Lets a command pass that makes sense for whomever it is said.

    Raises:
        NotWhileActing: it is nothing one does for somebody else.
    """
    if scene.speaker is not None and name not in _commands_for(scene.member) | ALWAYS:
        raise NotWhileActing(name=scene.member.name)


def _commands_for(whom: Member) -> frozenset[str]:
    return COMMANDS_FOR_THEM | WITHOUT_APP if whom.chat_id is None else COMMANDS_FOR_THEM


def said_for(answer: Reply, name: str) -> Reply:
    """Puts for whom it is above everything that is said, and below what has buttons the way to end it."""
    answer.says = [_for(one, name) for one in answer.says]
    answer.edit = None if answer.edit is None else _for(answer.edit, name)
    return answer


def _for(one: Say, name: str) -> Say:
    said = replace(one, parts=(words("acting-for", name=name), *one.parts))
    if one.keyboard is Keyboard.NONE:
        # It is the member who has left, and not the one who reads this.
        said = replace(said, keyboard=Keyboard.HOME)
    if not one.buttons or one.talk_id is not None:
        return said
    return replace(said, buttons=(*one.buttons, (_end_button(),)))


def _as_own(answer: Reply, scene: Scene) -> Reply:
    """Reminds an organiser on their own screens that they still act for somebody, where they do."""
    open_now = acting.open_of(scene.session, scene.member)
    if open_now is None:
        return answer
    name = member.get(scene.session, scene.bank.id, open_now.member_id).name
    return _with_word(answer, words("acting-still", name=name))


def _with_word(answer: Reply, word: Words) -> Reply:
    """Puts a word above everything that is said, but what says for whom it is anyway."""
    answer.says = [
        one if _says_already(one) else replace(one, parts=(word, *one.parts)) for one in answer.says
    ]
    if answer.edit is not None:
        answer.edit = replace(answer.edit, parts=(word, *answer.edit.parts))
    return answer


def _says_already(one: Say) -> bool:
    return any(part.id in ("acting-for", "acting-begun") for part in one.parts)


def _is_own(scene: Scene, heard: Heard) -> bool:
    """Whether it is something that organisers do as themselves: by what it is, or in a talk of their own."""
    talk = scene.open_talk
    own_talk = talk is not None and talk.flow not in TALKS_FOR_THEM
    if heard.manner is Manner.TAP and heard.data.partition(":")[0] not in TALKS:
        return _is_own_for_sure(heard)
    if heard.manner is Manner.WORDS and understanding.intent(heard.text, scene.language) == "unsafe":
        # Whoever calls for help calls for themself.
        return True
    return _is_own_for_sure(heard) or (own_talk and not _is_command(heard))


def _is_own_for_sure(heard: Heard) -> bool:
    """Whether it is something that organisers do as themselves, whatever talk is open."""
    if heard.manner is Manner.TAP:
        intent, _, rest = heard.data.partition(":")
        return intent in OWN or (intent == "go" and rest in OWN_COMMANDS)
    head = heard.text[1:].partition(" ")[0].partition("@")[0].casefold()
    return _is_command(heard) and head in OWN_COMMANDS


def _is_command(heard: Heard) -> bool:
    return heard.manner is Manner.WORDS and heard.text.startswith("/")


def _ends(scene: Scene, heard: Heard) -> bool:
    """Whether it ends the acting: /stop in any case, and the word alone where no talk is open."""
    if heard.manner is not Manner.WORDS:
        return False
    if heard.text.startswith("/"):
        return heard.text[1:].partition("@")[0].strip().casefold() in ("stop", "cancel")
    return scene.open_talk is None and understanding.intent(heard.text, scene.language) in ("stop", "cancel")


def _over(scene: Scene, whom: Member) -> Reply:
    """It has ended by itself, and nothing is done of what was just said."""
    acting.end(scene.session, scene.member, scene.now)
    _end_talk(scene)
    return reply(say(words("acting-over", name=member_words(whom)), keyboard=Keyboard.HOME))


def _end_talk(scene: Scene) -> None:
    """Ends what was begun for somebody; an organiser's own talk stays open."""
    talk = scene.open_talk
    if talk is not None and talk.flow in TALKS_FOR_THEM:
        conversation.end(scene.session, scene.speaks)


def begin(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to act for a member."""
    return _begin(scene, number(arguments))


def end(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Ends it; to all but organisers there is no such button (NotFound)."""
    member.require_organiser(scene.member)
    ended = acting.end(scene.session, scene.member, scene.now)
    if ended is None:
        return reply(say(words("acting-nobody"), keyboard=Keyboard.HOME))
    _end_talk(scene)
    whom = member.get(scene.session, scene.bank.id, ended.member_id)
    return reply(say(words("acting-ended", name=member_words(whom)), keyboard=Keyboard.HOME))


def ask_whom(scene: Scene) -> Reply:
    """Asks for whom; to those who are no organisers it is an unknown command (NotFound)."""
    member.require_organiser(scene.member)
    return dialogue.begin(scene, CHOOSING_WHOM)


def named(scene: Scene, name: str) -> Reply:
    """Begins to act for somebody whose name was written behind the command, where only one is called so."""
    member.require_organiser(scene.member)
    people = _meant(scene, name)
    if len(people) == 1:
        return _begin(scene, people[0].id)
    return dialogue.begin(scene, CHOOSING_WHOM, answers={"who_typed": name[:64]} if people else None)


def _begin(scene: Scene, member_id: int) -> Reply:
    begun = acting.begin(scene.session, member_id, scene.member, scene.now)
    conversation.end(scene.session, scene.member)
    return reply(_begun(scene, begun))


def _begun(scene: Scene, begun: Acting) -> Say:
    name = member.get(scene.session, scene.bank.id, begun.member_id).name
    return say(
        words("acting-begun", name=name),
        buttons=[
            [Button(words("button-ask"), "go:ask"), Button(words("button-offer"), "go:offer")],
            [
                Button(words("button-their-things"), "go:things"),
                Button(words("button-their-hours"), "go:hours"),
            ],
            [_end_button()],
        ],
    )


def _end_button() -> Button:
    return Button(words("button-end-acting"), "endfor")


def _meant(scene: Scene, name: str) -> list[Member]:
    found = roll.find(scene.session, scene.member, name, limit=PEOPLE_LOOKED_AT)
    return finding.meant(name, [one for one in found if member.may_be_helped(one) and not one.is_organiser])


def ask_who(talking: Talking) -> Question:
    """For whom: a name is typed, and where several have it, they stand on the buttons."""
    typed = talking.answers.get("who_typed")
    if typed is None:
        return Question(words("acting-who"))
    people = _meant(talking.scene, typed)[:PEOPLE_SHOWN]
    return Question(
        words("acting-which"), [Option(str(one.id), finding.named(one, people)) for one in people]
    )


def take_who(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those shown, or a name."""
    found = finding.chosen(value, heard, lambda name: _meant(talking.scene, name))
    if not isinstance(found, int):
        return found
    whom = member.get(talking.scene.session, talking.scene.bank.id, found)
    return Taken(whom.id, words("button-neighbour", name=whom.name))


def finish_choosing(talking: Talking) -> Reply:
    """Begins to act for them."""
    return reply(
        _begun(
            talking.scene,
            acting.begin(
                talking.scene.session, talking.answers["who"], talking.scene.member, talking.scene.now
            ),
        )
    )


def over(talking: Talking) -> Refusal | None:
    """Whoever is no organiser any more acts for nobody."""
    return None if talking.scene.member.is_organiser else NotFound()


CHOOSING_WHOM = Talk(
    name="choosing_whom",
    steps=(Step("who", ask_who, take_who, unclear="member"),),
    finish=finish_choosing,
    about=words("about-acting"),
    over=over,
)


# What others read of it.


def act_alone(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A member says that nobody acts for them, or that somebody may again."""
    alone = number(arguments) == 1
    acting.act_alone(scene.session, scene.member, alone=alone)
    said = words("acts-alone-noted") if alone else words("acts-alone-over")
    back = Button(words("button-somebody-may-act"), "alone:0") if alone else None
    return reply(say(said, buttons=[] if back is None else [[back]]))


def asked_by_words(scene: Scene, wanted: request.Request) -> list[Words]:
    """Says who has written a request, where that was not the one who asks."""
    organiser = acting.who_did(scene.session, scene.bank.id, acting.ASKED, wanted.id)
    if organiser is None:
        return []
    asker = member.get(scene.session, scene.bank.id, wanted.asker_id)
    return [words("asked-on-behalf", name=member_words(asker), organiser=member_words(organiser))]


def told_by_words(scene: Scene, standing: exchange.Exchange) -> list[Words]:
    """Says who has told how long it took, where that was not one of the two."""
    organiser = acting.who_did(scene.session, scene.bank.id, acting.CONFIRMED, standing.id)
    if organiser is None:
        return []
    return [words("told-on-behalf", organiser=member_words(organiser))]


def no_app_words(other: Member) -> list[Words]:
    """Says that somebody has no app, so that a message to them takes a call."""
    return [words("other-has-no-app", name=member_words(other))] if other.chat_id is None else []


def done_for_you(scene: Scene, subject_id: int) -> Say | None:
    """Tells a member what an organiser has done for them."""
    row = acting.deed(scene.session, scene.member, subject_id)
    organiser = member_words(member.get(scene.session, scene.bank.id, row.by_id))
    alone = [[Button(words("button-nobody-acts"), "alone:1")]]
    match row.act.partition(".")[0]:
        case "request":
            wanted = request.mine(scene.session, scene.member, row.subject_id)
            done = row.act.partition(".")[2]
            said = words(f"done-for-you-{done}", organiser=organiser, kind=for_kind(wanted.kind))
            return say(said, buttons=[[Button(words("button-things"), "go:things")], *alone])
        case "exchange":
            standing = exchange.mine(scene.session, scene.member, row.subject_id)
            other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
            done = row.act.partition(".")[2]
            said = words(f"done-for-you-{done}", organiser=organiser, **visit_args(standing, other))
            return say(said, buttons=[[Button(words("button-things"), "go:things")], *alone])
        case "spending":
            standing = exchange.mine(scene.session, scene.member, row.subject_id)
            now_is = money.stands(scene, standing)
            said = words("done-for-you-money", organiser=organiser)
            return say(said, *now_is.parts, buttons=[*now_is.buttons, *alone])
    if not offer.of(scene.session, scene.member):
        return None
    return say(
        words("done-for-you-offer", organiser=organiser),
        buttons=[[Button(words("button-my-offers"), "go:offer")], *alone],
    )
