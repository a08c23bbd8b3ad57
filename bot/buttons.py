"""Buttons: each carries an intent and an id, and works for months.

Anybody can send anything as a button's data, so a button proves nothing: who may press it, and whether it
still makes sense, is asked in the rule that it calls. Where it is too late, the answer is how things stand.
"""

from __future__ import annotations

from collections.abc import Callable

from bot import commands, dialogue, talks, visits
from bot.context import Scene
from bot.flows.accepting import ACCEPTING, said_yes
from bot.flows.joining import JOINING
from bot.flows.kinds import for_kind, kind_words
from bot.flows.offering import OFFERING
from bot.flows.writing import ANSWERING
from bot.heard import Heard, number
from bot.notices import invitation_message
from bot.organisers import newcomers, queue, second_tap
from bot.saying import Button, Keyboard, Reply, reply, say
from bot.values import Length, Moment, words
from bot.wording import away_words, request_when
from models import (
    confirmation,
    conversation,
    erasure,
    exchange,
    invitation,
    member,
    offer,
    raised_hand,
    request,
    search,
)
from models.invitation import AlreadyFilled
from models.member import NotFound
from models.place import distance_m
from models.task import TaskKind
from models.timebank import Joining

Press = Callable[[Scene, Heard, list[str]], Reply]


class UnknownButton(NotFound):
    """No button of ours carries that."""

    message = "refusal-unknown-button"


def press(scene: Scene, heard: Heard) -> Reply:
    """Does what a button says.

    Raises:
        UnknownButton: the data is none of ours, or of a release that is long gone.
    """
    if scene.is_new:
        # We have forgotten them, or they never wrote to us: a button is no reason to know them.
        erasure.unmeet(scene.session, scene.member)
        return reply(say(words("outside"), keyboard=Keyboard.NONE))
    intent, *arguments = heard.data.split(":")
    pressed = PRESSES.get(intent)
    # Ours are plain: what has other signs in it was forged, and might not even be fit for the database.
    if pressed is None or not (heard.data.isascii() and heard.data.isprintable()):
        raise UnknownButton()
    try:
        return pressed(scene, heard, arguments)
    except (ValueError, IndexError) as nonsense:
        raise UnknownButton() from nonsense


def in_talk(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A button of a question. Where its talk is over, the way home is shown."""
    row = conversation.current(scene.session, scene.member)
    if row is None or row.id != number(arguments):
        if row is not None:
            return dialogue.carry_on(scene, talks.named(row.flow), row)
        if not scene.member.has_joined:
            return commands.outside(scene, heard)
        return reply(say(words("talk-over"), keyboard=Keyboard.HOME), toast=words("toast-talk-over"))
    return dialogue.hear(scene, talks.named(row.flow), row, heard)


def on_talk(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes on with a talk after a silence, begins it again, or drops it."""
    row = conversation.current(scene.session, scene.member)
    if row is None or row.id != number(arguments, 1):
        return reply(say(words("talk-over"), keyboard=Keyboard.HOME))
    talk = talks.named(row.flow)
    match arguments[0]:
        case "on":
            return dialogue.carry_on(scene, talk, row)
        case "again":
            kept = {"suggested_name": heard.first_name} if talk is JOINING else None
            return dialogue.begin(scene, talk, subject_id=row.subject_id, answers=kept)
        case "drop":
            return dialogue.stop(scene, row)
    raise UnknownButton()


def go(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Does what the command of that name does."""
    command = commands.COMMANDS.get(arguments[0])
    if command is None:
        raise UnknownButton()
    if not scene.member.has_joined and arguments[0] not in commands.FOR_STRANGERS:
        return commands.outside(scene, heard)
    return command(scene)


def want_person(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks an organiser to get in touch."""
    raised_hand.put_up(scene.session, scene.member, arguments[0], scene.now)
    return reply(say(words("person-asked")), toast=words("toast-thank-you"))


def answer_hand(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser writes to somebody who would like a person, or is answered."""
    hand = raised_hand.get(scene.session, scene.bank.id, number(arguments))
    if scene.member.id != hand.member_id:
        member.require_organiser(scene.member)
    return dialogue.begin(scene, ANSWERING, subject_id=hand.id)


def yes(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A yes to an invitation; where the time was left open, it is asked for first."""
    asked = invitation.mine(scene.session, scene.member, number(arguments))
    wanted = request.get(scene.session, scene.bank.id, asked.request_id)
    if asked.state is invitation.State.CHOSEN:
        return _as_agreed(scene, wanted)
    dropped = asked.state is invitation.State.DROPPED
    if not dropped and wanted.state is not request.State.OPEN:
        raise AlreadyFilled()
    if dropped or wanted.earliest_at == wanted.latest_at:
        answer = said_yes(
            exchange.accept(scene.session, asked.id, scene.member, wanted.earliest_at, scene.now)
        )
    else:
        answer = dialogue.begin(scene, ACCEPTING, subject_id=asked.id)
    if heard.message_id is not None:
        line = words("invitation-yes-line", kind=kind_words(wanted.kind), when=request_when(wanted))
        answer.collapse = (heard.message_id, line)
    return answer


def _as_agreed(scene: Scene, wanted: request.Request) -> Reply:
    """Shows the one who was chosen what was agreed, and what can be done about it.

    Raises:
        AlreadyFilled: it was called off since.
    """
    standing = exchange.live(scene.session, wanted)
    if standing is None:
        raise AlreadyFilled()
    return reply(visits.visit(scene, standing))


def no(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A no to an invitation, which is as welcome as a yes."""
    asked = invitation.mine(scene.session, scene.member, number(arguments))
    wanted = request.get(scene.session, scene.bank.id, asked.request_id)
    if asked.state is invitation.State.CHOSEN:
        return _as_agreed(scene, wanted)
    if wanted.state is not request.State.OPEN:
        raise AlreadyFilled()
    invitation.decline(scene.session, asked.id, scene.member, scene.now)
    answer = reply(say(words("invitation-no-thanks"), keyboard=Keyboard.HOME), toast=words("toast-thank-you"))
    if heard.message_id is not None:
        line = words("invitation-no-line", kind=kind_words(wanted.kind), when=request_when(wanted))
        answer.collapse = (heard.message_id, line)
    return answer


def show_invitation(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows an invitation again."""
    asked = invitation.mine(scene.session, scene.member, number(arguments))
    shown = invitation_message(scene, asked)
    if shown is None:
        raise AlreadyFilled()
    return reply(shown)


def pick(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The asker chooses one of those who said yes; where it is decided already, how it stands is shown."""
    picked = invitation.get(scene.session, scene.bank.id, number(arguments))
    wanted = request.mine(scene.session, scene.member, picked.request_id)
    if wanted.state is not request.State.OPEN:
        return show_request(scene, heard, [str(wanted.id)])
    standing = exchange.choose(scene.session, number(arguments), scene.member, scene.now)
    helper = member.get(scene.session, scene.bank.id, standing.helper_id)
    answer = reply(toast=words("toast-thank-you"))
    line = words("picked-line", name=helper.name, when=Moment(standing.starts_at))
    if heard.message_id is not None:
        answer.collapse = (heard.message_id, line)
    else:
        answer.says.append(say(line))
    return answer


def look(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows an open request to somebody who may take it."""
    member.require_active(scene.member)
    wanted = request.get(scene.session, scene.bank.id, number(arguments))
    if wanted.state is not request.State.OPEN or wanted.latest_at <= scene.now:
        raise AlreadyFilled()
    asker = member.get(scene.session, scene.bank.id, wanted.asker_id)
    here = scene.member.point
    away_m = None if here is None or wanted.point is None else distance_m(here, wanted.point)
    parts = [
        words("look", name=asker.name, kind=for_kind(wanted.kind), when=request_when(wanted)),
        words("look-more", length=Length(wanted.minutes), away=away_words(away_m)),
    ]
    if wanted.note:
        parts.append(words("invitation-note", name=asker.name, note=wanted.note))
    buttons = [
        [Button(words("button-can-do"), f"help:{wanted.id}")],
        [Button(words("button-back-to-list"), "go:browse")],
    ]
    return reply(say(*parts, buttons=buttons))


def come_forward(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Somebody offers to take a request that they were not asked about."""
    asked = request.volunteer(scene.session, number(arguments), scene.member, scene.now)
    return yes(scene, heard, [str(asked.id)])


def show_request(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows one's own request, what is being tried, and how to take it back."""
    wanted = request.mine(scene.session, scene.member, number(arguments))
    standing = exchange.live(scene.session, wanted)
    if standing is not None:
        return reply(visits.visit(scene, standing))
    tried = invitation.tally(scene.session, wanted)
    parts = [
        words(
            "request", kind=kind_words(wanted.kind), when=request_when(wanted), length=Length(wanted.minutes)
        )
    ]
    if wanted.state is not request.State.OPEN:
        parts.append(words(f"request-is-{wanted.state.value}"))
        return reply(say(*parts))
    asked_now = tried.get(invitation.State.ASKED, 0)
    asked_so_far = sum(tried.values())
    if wanted.at_risk_at <= scene.now:
        parts.append(words("request-tried-late", asked=asked_so_far))
    else:
        parts.append(
            words("request-tried", asked=asked_so_far, waiting=asked_now, by=Moment(wanted.at_risk_at))
        )
    choices: list[list[Button]] = []
    for one in invitation.of(scene.session, wanted, [invitation.State.YES]):
        name = member.get(scene.session, scene.bank.id, one.member_id).name
        if one.starts_at is not None:
            parts.append(words("request-yes", name=name, when=Moment(one.starts_at)))
            choices.append([Button(words("button-choose", name=name), f"pick:{one.id}")])
    buttons = [
        *choices,
        [Button(words("button-withdraw"), f"withdraw:{wanted.id}")],
        [Button(words("button-back-to-things"), "go:things")],
    ]
    return reply(say(*parts, buttons=buttons))


def withdraw(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Takes a request back; one that is agreed, or has ended, is shown as it stands."""
    if request.mine(scene.session, scene.member, number(arguments)).state is not request.State.OPEN:
        return show_request(scene, heard, arguments)
    wanted = request.withdraw(scene.session, number(arguments), scene.member, scene.now)
    answer = reply(say(words("request-withdrawn", kind=kind_words(wanted.kind)), keyboard=Keyboard.HOME))
    if heard.message_id is not None:
        answer.collapse = (heard.message_id, words("request-withdrawn-line", kind=kind_words(wanted.kind)))
    return answer


def show_offer(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows one of one's offers, with what can be done about it."""
    one = offer.mine(scene.session, scene.member, number(arguments))
    what = kind_words(one.kind)
    paused = one.state is offer.State.PAUSED
    parts = [words("offer-paused", kind=what) if paused else words("offer", kind=what)]
    if one.note:
        parts.append(words("offer-note", note=one.note))
    turn = (
        Button(words("button-resume-offer", kind=what), f"offer_resume:{one.id}")
        if paused
        else Button(words("button-pause-offer", kind=what), f"offer_pause:{one.id}")
    )
    drop = Button(words("button-drop-offer", kind=what), f"offer_drop:{one.id}")
    back = Button(words("button-back-to-offers"), "offers")
    return reply(edit=say(*parts, buttons=[[turn], [drop], [back]]))


def change_offer(state: offer.State) -> Press:
    """Makes the press that pauses, resumes or drops an offer."""

    def changed(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
        one = offer.change(scene.session, scene.member, number(arguments), state)
        if state is offer.State.DROPPED:
            return reply(edit=commands.offers_list(scene), toast=words("toast-offer-dropped"))
        return show_offer(scene, heard, [str(one.id)])

    return changed


def show_offers(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes back to the list of offers."""
    return reply(edit=commands.offers_list(scene))


def add_offer(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to add an offer."""
    member.require_active(scene.member)
    return dialogue.begin(scene, OFFERING)


def speak(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """From now on, that language."""
    member.speak(scene.session, scene.member, talks.shipped_language(arguments[0]))
    row = conversation.current(scene.session, scene.member)
    home = Keyboard.HOME if scene.member.has_joined else None
    answer = reply(say(words("language-changed"), keyboard=home))
    if row is not None:
        answer.says.extend(dialogue.carry_on(scene, talks.named(row.flow), row).says)
    return answer


def show_queue(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes back to the organisers' queue."""
    return reply(edit=queue.listing(scene))


def show_task(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Opens one thing of the queue."""
    return reply(edit=queue.detail(scene, TaskKind(arguments[0]), number(arguments, 1)))


def approve(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Lets a newcomer in; one who was turned away before has to begin again."""
    newcomer = member.approve(scene.session, number(arguments), scene.member, scene.now)
    return _dealt_with(scene, before=newcomer.state is not member.State.ACTIVE)


def decline(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more before a newcomer is turned away."""
    member.require_organiser(scene.member)
    newcomer = member.get(scene.session, scene.bank.id, number(arguments))
    if newcomer.state is not member.State.WAITING:
        return _dealt_with(scene, before=True)
    return second_tap.before_declining(scene, newcomer)


def decline_surely(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Turns a newcomer away; one who was let in before stays in."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return decline(scene, heard, arguments)
    newcomer = member.decline(scene.session, number(arguments), scene.member, scene.now)
    return _dealt_with(scene, before=newcomer.state is not member.State.LEFT)


def settle(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Decides how long it took."""
    try:
        confirmation.settle(scene.session, number(arguments), scene.member, number(arguments, 1), scene.now)
    except exchange.OverAlready:
        return _dealt_with(scene, before=True)
    return _dealt_with(scene)


def look_after(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser sees to a request that nobody took."""
    search.look_after(scene.session, number(arguments), scene.member, scene.now)
    return _dealt_with(scene)


def close_unmet(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more before a request ends without help."""
    member.require_organiser(scene.member)
    wanted = request.get(scene.session, scene.bank.id, number(arguments))
    if wanted.state is not request.State.OPEN:
        return _dealt_with(scene, before=True)
    return second_tap.before_closing(scene, wanted)


def close_unmet_surely(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser says that nobody can come."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return close_unmet(scene, heard, arguments)
    search.close_unmet(scene.session, number(arguments), scene.member, scene.now)
    return _dealt_with(scene)


def door(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks before an organiser reads the way to somebody's door."""
    return second_tap.before_reading_door(scene, number(arguments))


def read_door(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser reads it, on record."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return door(scene, heard, arguments)
    return second_tap.read_door(scene, number(arguments))


def lower_hand(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser has been in touch."""
    raised_hand.lower(scene.session, number(arguments), scene.member, scene.now)
    return _dealt_with(scene)


def _dealt_with(scene: Scene, *, before: bool = False) -> Reply:
    """Shows what is left of the queue in place of what was just dealt with, or had been before."""
    said = words("toast-dealt-with-before") if before else words("toast-dealt-with")
    return reply(edit=queue.listing(scene), toast=said)


def invite(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The link for new members."""
    return newcomers.invite(scene)


def joining(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """How newcomers come in: shown, or changed."""
    if arguments:
        return newcomers.set_joining_rule(scene, Joining(arguments[0]))
    return newcomers.joining_rule(scene)


PRESSES: dict[str, Press] = {
    "t": in_talk,
    "talk": on_talk,
    "go": go,
    "person": want_person,
    "yes": yes,
    "no": no,
    "inv": show_invitation,
    "pick": pick,
    "look": look,
    "help": come_forward,
    "req": show_request,
    "withdraw": withdraw,
    "ex": visits.show_visit,
    "out": visits.ask_before_calling_off,
    "outyes": visits.call_off,
    "took": visits.took,
    "tookother": visits.took_another,
    "write": visits.write_to,
    "writehand": answer_hand,
    "offer": show_offer,
    "offers": show_offers,
    "offer_add": add_offer,
    "offer_pause": change_offer(offer.State.PAUSED),
    "offer_resume": change_offer(offer.State.ACTIVE),
    "offer_drop": change_offer(offer.State.DROPPED),
    "lang": speak,
    "admin": show_queue,
    "task": show_task,
    "approve": approve,
    "decline": decline,
    "declineyes": decline_surely,
    "settle": settle,
    "lookafter": look_after,
    "unmet": close_unmet,
    "unmetyes": close_unmet_surely,
    "door": door,
    "dooryes": read_door,
    "hand": lower_hand,
    "invite": invite,
    "joining": joining,
}
