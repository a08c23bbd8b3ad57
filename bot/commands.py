"""What one can ask for at any time: the way home, help, hours, my things, who needs help, a language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import structlog

from bot import (
    announcements,
    books,
    buddies,
    dialogue,
    language,
    membership,
    offers,
    profile,
    safety,
    story,
    wellbeing,
)
from bot.context import Scene
from bot.flows import claiming, worrying
from bot.flows.asking import ASKING
from bot.flows.claiming import CLAIMING
from bot.flows.giving import can_give_minutes
from bot.flows.joining import JOINING
from bot.flows.kinds import for_kind, kind_words
from bot.geocoding import ATTRIBUTION
from bot.group import QUEUE_PAYLOAD
from bot.heard import Heard
from bot.organisers import (
    acting,
    acts,
    announcing,
    concerns,
    correcting,
    holds,
    hours_for,
    importing,
    impressions,
    kinds_table,
    members,
    our_group,
    pictures,
    queue,
    reporting,
    roles,
    settings,
    shortages,
    watch_rules,
)
from bot.saying import Button, Keyboard, Reply, pairs, reply, say, singly
from bot.statement import entry_words, statement
from bot.values import Code, Length, Moment, Several, Words, words
from bot.wording import away_words, member_words, request_when
from models import (
    claim,
    conversation,
    deeplink,
    exchange,
    invitation,
    ledger,
    member,
    raised_hand,
    request,
    safeguarding,
    timebank,
    volunteering,
)
from models.deeplink import LinkNotValid, Purpose
from models.transfer import NoHoursLeft, NotEnoughHours

log = structlog.get_logger(__name__)

ENTRIES_SHOWN = 5
REQUESTS_SHOWN = 6

# What the messenger's own menu lists, in this order; each is described by the message `command-…`.
MENU = (
    "ask", "offer", "things", "hours", "give", "browse", "story", "books", "profile", "buddy",
    "pause", "language", "mydata", "leave", "concern", "unsafe", "help", "cancel",
)  # fmt: skip


def start(scene: Scene, heard: Heard, payload: str = "") -> Reply:
    """Says hello: a link is used, a newcomer begins to join, and everybody else is shown the way home."""
    if payload == QUEUE_PAYLOAD:
        # The button in the organisers' group; to everybody else it is a Start like any other.
        if safeguarding.is_keeper(scene.member):
            return queue.show(scene)
        payload = ""
    used = _use_link(scene, payload) if payload else None
    opened = claim.opened_by(scene.session, scene.member) if used is Purpose.CLAIM else None
    if opened is not None:
        return claiming.begin(scene, opened)
    if used is Purpose.ORGANISER and scene.member.has_joined:
        return reply(say(words("organiser-welcome", name=scene.member.name), keyboard=Keyboard.HOME))
    if scene.member.has_joined:
        return menu(scene)
    if used is Purpose.ORGANISER:
        hello = say(words("organiser-hello", bank=scene.bank.name))
        going_on = _join(scene, heard)
        return Reply(says=[hello, *going_on.says])
    return _join(scene, heard)


def _use_link(scene: Scene, payload: str) -> Purpose:
    """Uses a deep link; raises LinkNotValid, LinkBusy or AlreadyMember, which they read before anything."""
    try:
        link = deeplink.use(scene.session, scene.member, payload, scene.now, update_id=scene.update_id)
    except LinkNotValid as no:
        # Who was refused hears nothing of why; whoever looks after the bank finds it here.
        log.warning("a link was refused", why=no.facts["why"], member_id=scene.member.id)
        raise
    if link.purpose is Purpose.ORGANISER:
        member.make_organiser(scene.session, scene.member, scene.now)
    elif link.purpose is Purpose.CLAIM:
        claim.open_link(scene.session, link, scene.member)
    return link.purpose


def _join(scene: Scene, heard: Heard) -> Reply:
    """Begins to join, or goes on where it stopped; whoever came by a personal link goes on with that.

    They are somebody whom we know, and to begin anew would make two members of one person.
    """
    opened = claim.opened_by(scene.session, scene.member)
    if opened is not None:
        return claiming.begin(scene, opened)
    row = scene.open_talk
    if row is not None and row.flow in (JOINING.name, CLAIMING.name):
        # Where the link was withdrawn meanwhile, its talk says so itself.
        return dialogue.carry_on(scene, JOINING if row.flow == JOINING.name else CLAIMING, row)
    if scene.member.state is member.State.LEFT:
        scene.member.state = member.State.JOINING
        scene.session.add(scene.member)
    return dialogue.begin(scene, JOINING, answers={"suggested_name": heard.first_name})


def outside(scene: Scene, heard: Heard) -> Reply:
    """Answers somebody who is no member: a newcomer begins to join or is asked the open question again, and
    nobody who has left is pulled back by a word; they come back by Start."""
    if scene.member.state is member.State.LEFT:
        return reply(say(words("outside"), keyboard=Keyboard.NONE))
    return start(scene, heard)


def menu(scene: Scene) -> Reply:
    """Shows the way home."""
    return reply(say(words("menu", name=scene.member.name), keyboard=Keyboard.HOME))


def ask_for_help(scene: Scene) -> Reply:
    """Begins to ask; raises NotAMember, WaitingForOrganiser or NotOpenYet when it is too early for that, and
    NoHoursLeft where there is nothing to ask with.

    An organiser who has not confirmed so far what help demands is shown that first.
    """
    member.require_active(scene.member)
    if scene.bank.kinds_confirmed_at is None and scene.member.is_organiser:
        return kinds_table.kinds(scene)
    timebank.require_open(scene.bank)
    _require_any_hours(scene)
    row = conversation.current(scene.session, scene.speaks)
    if row is not None and row.flow == ASKING.name and row.answers.get("kind"):
        return dialogue.offer_to_carry_on(ASKING, row)
    return dialogue.begin(scene, ASKING)


def _require_any_hours(scene: Scene) -> None:
    """Spares somebody without any hours nine questions; raises NoHoursLeft."""
    account = ledger.account_of(scene.session, scene.bank.id, scene.member.id)
    try:
        ledger.require(scene.session, account, request.SHORTEST_MINUTES)
    except NotEnoughHours as short:
        raise NoHoursLeft(**short.facts) from short


def help_me(scene: Scene) -> Reply:
    """Says what can be done here, and how to get a person."""
    return reply(
        say(
            words("help-text", bank=scene.bank.name),
            words("help-sources", sources=Several([Code(owed) for owed in ATTRIBUTION.values() if owed])),
            buttons=[
                [Button(words("button-ask"), "go:ask"), Button(words("button-offer"), "go:offer")],
                [Button(words("button-hours"), "go:hours"), Button(words("button-things"), "go:things")],
                [
                    Button(words("button-profile"), "go:profile"),
                    Button(words("button-ask-a-person"), "person:help"),
                ],
                [Button(words("button-concern"), "concern"), safety.UNSAFE],
            ],
        )
    )


def cancel(scene: Scene) -> Reply:
    """Leaves the talk that is open; without one, says what else can be stopped, and what cannot."""
    row = conversation.current(scene.session, scene.speaks)
    still_called = safety.still_called(scene)
    if row is not None:
        answer = dialogue.stop(scene, row)
        return answer if still_called is None else replace(answer, says=[*answer.says, still_called])
    if still_called is not None:
        return reply(still_called)
    return reply(
        say(words("nothing-to-stop"), buttons=[[Button(words("button-things"), "go:things")]]),
    )


def choose_language(scene: Scene) -> Reply:
    """Offers the languages, each by its own name."""
    return reply(
        say(
            words("language-ask"),
            buttons=pairs(
                Button(words("button-language", name=Code(name)), f"lang:{code}")
                for code, name in language.languages().items()
            ),
        )
    )


def hours(scene: Scene) -> Reply:
    """Shows the balance, what is reserved, and the last entries."""
    member.require_active(scene.member)
    account = ledger.account_of(scene.session, scene.bank.id, scene.member.id)
    standing = ledger.standing(scene.session, account)
    parts = [words("hours-balance", hours=Length(standing.balance_minutes))]
    if standing.reserved_minutes:
        parts.append(words("hours-reserved", hours=Length(standing.reserved_minutes)))
    rows = ledger.entries(scene.session, account, limit=ENTRIES_SHOWN)
    if not rows:
        parts.append(words("hours-empty"))
    parts.extend(entry_words(scene, row, account.id) for row in rows)
    ways = [Button(words("button-browse"), "go:browse")]
    if can_give_minutes(scene) > 0:
        ways.append(Button(words("button-give"), "go:give"))
    if rows:
        ways.append(Button(words("button-statement"), "go:statement"))
    if standing.available_minutes <= 0:
        ways.append(Button(words("button-need-hours"), "needhours"))
    return reply(say(*parts, buttons=singly(ways)))


def things(scene: Scene) -> Reply:
    """Lists what is going on with that member, each with a button that opens it."""
    member.require_active(scene.member)
    lines: list[Words] = []
    buttons: list[Button] = []
    for standing in exchange.unfinished_of(scene.session, scene.member):
        name = member_words(member.get(scene.session, scene.bank.id, standing.other(scene.member)))
        helping = standing.helper_id == scene.member.id
        when = Moment(standing.starts_at)
        about = for_kind(standing.kind)
        lines.append(
            words("things-you-help", name=name, when=when, kind=about)
            if helping
            else words("things-helps-you", name=name, when=when, kind=about)
        )
        buttons.append(Button(words("button-visit", name=name), f"ex:{standing.id}"))
    for wanted in request.open_of(scene.session, scene.member):
        lines.append(words("things-request", kind=kind_words(wanted.kind), when=request_when(wanted)))
        buttons.append(Button(words("button-request", kind=kind_words(wanted.kind)), f"req:{wanted.id}"))
    for asked in invitation.waiting_for(scene.session, scene.member):
        wanted = request.get(scene.session, scene.bank.id, asked.request_id)
        if wanted.state is not request.State.OPEN:
            continue
        lines.append(words("things-invitation", kind=kind_words(wanted.kind), when=request_when(wanted)))
        buttons.append(Button(words("button-answer", kind=kind_words(wanted.kind)), f"inv:{asked.id}"))
    for said_yes in request.candidates(scene.session, scene.member):
        name = member_words(member.get(scene.session, scene.bank.id, said_yes.member_id))
        lines.append(words("things-candidate", name=name))
        buttons.append(Button(words("button-choose", name=name), f"pick:{said_yes.id}"))
    draft = conversation.current(scene.session, scene.speaks)
    if draft is not None and draft.flow == ASKING.name:
        lines.append(words("things-draft", about=ASKING.about))
        buttons.append(Button(words("button-carry-on"), f"talk:on:{draft.id}"))
    if not lines:
        return reply(
            say(
                words("things-empty"),
                buttons=[
                    [Button(words("button-ask"), "go:ask"), Button(words("button-browse"), "go:browse")]
                ],
            )
        )
    last = [Button(words("button-my-offers"), "go:offer")]
    return reply(say(words("things"), *lines, buttons=[*pairs(buttons), last]))


def browse(scene: Scene) -> Reply:
    """Lists who needs help within that member's reach, nearest first, each only roughly located."""
    found = volunteering.near(scene.session, scene.member, scene.now, limit=REQUESTS_SHOWN)
    if not found:
        return reply(say(words("browse-empty"), buttons=[[Button(words("button-my-offers"), "go:offer")]]))
    lines, buttons = [], []
    for number, (wanted, away_m) in enumerate(found, start=1):
        lines.append(
            words(
                "browse-line",
                number=number,
                kind=kind_words(wanted.kind),
                when=request_when(wanted),
                away=away_words(away_m),
            )
        )
        buttons.append(
            Button(words("button-look", number=number, kind=kind_words(wanted.kind)), f"look:{wanted.id}")
        )
    return reply(say(words("browse"), *lines, buttons=singly(buttons)[:REQUESTS_SHOWN]))


def ask_a_person(scene: Scene) -> Reply:
    """Asks an organiser to get in touch."""
    row = conversation.current(scene.session, scene.speaks)
    raised_hand.put_up(scene.session, scene.member, "words" if row is None else row.flow, scene.now)
    return reply(say(words("person-asked")))


Command = Callable[[Scene], Reply]

# What can be typed with a slash, said in words (`typed-…`), or found on the home keyboard.
COMMANDS: dict[str, Command] = {
    "menu": menu,
    "ask": ask_for_help,
    "offer": offers.offers,
    "things": things,
    "hours": hours,
    "statement": statement,
    "give": membership.give,
    "browse": browse,
    "books": books.show,
    "announcements": announcements.show,
    "story": story.show,
    "wellbeing": wellbeing.show,
    "language": choose_language,
    "help": help_me,
    "stop": cancel,
    "cancel": cancel,
    "person": ask_a_person,
    "profile": profile.profile,
    "buddy": buddies.show,
    "pause": membership.pause,
    "resume": membership.resume,
    "mydata": membership.my_data,
    "leave": membership.leave,
    "concern": worrying.begin,
    "unsafe": safety.unsafe,
    "admin": queue.show,
    "correct": correcting.correct,
    "shortages": shortages.show,
    "hoursfor": hours_for.hours_for,
    "kinds": kinds_table.kinds,
    "settings": settings.settings,
    "safety": watch_rules.rules,
    "concerns": concerns.show,
    "roles": roles.show,
    "hold": holds.show,
    "journal": acts.show,
    "members": members.show,
    "for": acting.ask_whom,
    "announce": announcing.announce,
    "poll": announcing.ask_all,
    "import": importing.begin,
    "pictures": pictures.show,
    "report": reporting.report,
    "seemed": impressions.show,
    "group": our_group.show,
}
# What is written behind these is a name.
WITH_NAME: dict[str, Callable[[Scene, str], Reply]] = {
    "members": members.named,
    "for": acting.named,
    "correct": correcting.named,
}
# These make sense to somebody who has not joined so far; the others lead such a person to the joining.
FOR_STRANGERS = ("help", "language", "stop", "cancel", "person", "mydata", "leave", "concern", "unsafe")
