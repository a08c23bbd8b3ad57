"""Buttons: each carries an intent and an id, and works for months.

Anybody can send anything as a button's data, so a button proves nothing: who may press it, and whether it
still makes sense, is asked in the rule that it calls. Where it is too late, the answer is how things stand.
"""

from __future__ import annotations

from collections.abc import Callable

from bot import (
    afterwards,
    announcements,
    books,
    buddies,
    checking_in,
    commands,
    dialogue,
    impressions,
    invitations,
    offers,
    paying,
    profile,
    rearranging,
    requests,
    safety,
    talks,
    visits,
    wellbeing,
)
from bot.context import Scene, outcome_on_screen
from bot.flows import worrying
from bot.flows.joining import JOINING
from bot.flows.writing import ANSWERING
from bot.heard import Heard, number
from bot.organisers import (
    acting,
    acts,
    adding,
    alarms,
    announcing,
    checks,
    concerns,
    dealing,
    demands,
    desk,
    explaining,
    holds,
    hours_for,
    importing,
    kept_concerns,
    kinds_table,
    linking,
    members,
    our_group,
    pictures,
    roles,
    same_person,
    settings,
    shortages,
    tending,
    watch_rules,
    watching,
)
from bot.organisers import impressions as seemed
from bot.organisers import money as unsettled_money
from bot.saying import Keyboard, Reply, reply, say
from bot.values import words
from models import (
    attendance,
    conversation,
    erasure,
    member,
    offer,
    raised_hand,
)
from models.afterwards import Feeling
from models.member import NotFound
from models.noted_sum import Verdict

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
        return pressed(acting.whose(scene, heard.data), heard, arguments)
    except (ValueError, IndexError) as nonsense:
        raise UnknownButton() from nonsense


def in_talk(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A button of a question. Where its talk is over, the way home is shown."""
    row = scene.open_talk
    if row is None or row.id != number(arguments):
        if row is not None:
            return dialogue.carry_on(scene, talks.named(row.flow), row)
        if not scene.member.has_joined:
            return commands.outside(scene, heard)
        if outcome_on_screen(scene, number(arguments)):
            return reply(toast=words("toast-answered-already"))
        return reply(say(words("talk-over"), keyboard=Keyboard.HOME), toast=words("toast-talk-over"))
    return dialogue.hear(scene, talks.named(row.flow), row, heard)


def on_talk(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes on with a talk after a silence, begins it again, or drops it."""
    row = conversation.current(scene.session, scene.speaks)
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


def speak(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """From now on, that language."""
    member.speak(scene.session, scene.member, talks.shipped_language(arguments[0]))
    row = conversation.current(scene.session, scene.member)
    home = Keyboard.HOME if scene.member.has_joined else None
    answer = reply(say(words("language-changed"), keyboard=home))
    if row is not None:
        answer.says.extend(dialogue.carry_on(scene, talks.named(row.flow), row).says)
    return answer


PRESSES: dict[str, Press] = {
    "t": in_talk,
    "talk": on_talk,
    "go": go,
    "person": want_person,
    "yes": invitations.yes,
    "no": invitations.no,
    "inv": invitations.show,
    "pick": requests.pick,
    "look": invitations.look,
    "help": invitations.come_forward,
    "req": requests.show,
    "withdraw": requests.withdraw,
    "better": rearranging.better_time,
    "byphone": rearranging.by_phone,
    "anylanguage": rearranging.any_language,
    "asis": rearranging.as_it_is,
    "ex": visits.show_visit,
    "out": visits.ask_before_calling_off,
    "outyes": visits.call_off,
    "onway": checking_in.says(attendance.set_out),
    "here": checking_in.here,
    "staying": checking_in.says(attendance.stay),
    "left": checking_in.left,
    "notcome": checking_in.not_come,
    "giveup": checking_in.ask_before_giving_up,
    "giveupyes": checking_in.give_up,
    "howlong": checking_in.how_long,
    "took": visits.took,
    "tookother": visits.took_another,
    "money": paying.show,
    "moneymost": paying.say_most,
    "moneyyes": paying.answers(agrees=True),
    "moneyno": paying.answers(agrees=False),
    "moneynote": paying.note,
    "moneyright": paying.says(Verdict.RIGHT),
    "moneylater": paying.says(Verdict.LATER),
    "moneywrong": paying.says(Verdict.WRONG),
    "moneytheirs": paying.say_theirs,
    "again": afterwards.ask,
    "glad": afterwards.says(Feeling.GLAD),
    "others": afterwards.rather_others,
    "prefer": afterwards.says(Feeling.OTHERS),
    "never": afterwards.says(Feeling.NEVER),
    "after": afterwards.show,
    "thank": afterwards.thank,
    "seem": impressions.ask,
    "seemwords": impressions.add_words,
    "write": visits.write_to,
    "writehand": answer_hand,
    "offer": offers.show,
    "offers": offers.show_list,
    "offer_add": offers.add,
    "offer_pause": offers.change(offer.State.PAUSED),
    "offer_resume": offers.change(offer.State.ACTIVE),
    "offer_drop": offers.change(offer.State.DROPPED),
    "unsafe": safety.press_unsafe,
    "concern": worrying.press,
    "profile": profile.show,
    "change": profile.change,
    "buddy": buddies.ask,
    "buddyyes": buddies.agree,
    "buddyno": buddies.decline,
    "buddyend": buddies.end,
    "lang": speak,
    "books": books.press,
    "vote": announcements.vote,
    "mute": announcements.press_mute,
    "lonely": wellbeing.begin,
    "notlonely": wellbeing.decline,
    "lonelyask": wellbeing.turn,
    "admin": dealing.show_queue,
    "desk": desk.show,
    "task": dealing.show_task,
    "approve": dealing.approve,
    "decline": dealing.decline,
    "declineyes": dealing.decline_surely,
    "settle": dealing.settle,
    "neveryes": dealing.settle_never_surely,
    "lookafter": dealing.look_after,
    "unmet": dealing.close_unmet,
    "unmetyes": dealing.close_unmet_surely,
    "door": dealing.door,
    "dooryes": dealing.read_door,
    "hand": dealing.lower_hand,
    "worrydone": dealing.see_to_worry,
    "seemed": seemed.show_again,
    "seemedread": seemed.read,
    "moneyclose": dealing.close_money,
    "moneyreceipt": unsettled_money.show_receipt,
    "demands": demands.show_list,
    "demand": demands.show,
    "demandset": demands.change,
    "kinds": kinds_table.show,
    "kindsnation": kinds_table.ask_nation,
    "kindsread": kinds_table.ask_sure,
    "kindsyes": kinds_table.confirm,
    "checks": checks.show,
    "saw": checks.have_seen,
    "unseen": checks.withdraw,
    "unseenyes": checks.withdraw_surely,
    "alarmtake": alarms.take,
    "alarmwrite": alarms.write,
    "concerns": concerns.show_list,
    "concernread": concerns.read,
    "concernhave": concerns.have,
    "concernnote": concerns.add_note,
    "concernclose": concerns.close,
    "concernkeep": kept_concerns.ask,
    "concernkept": kept_concerns.keep,
    "holds": holds.show_list,
    "holdfind": holds.find,
    "hold": holds.hold,
    "holdyes": holds.hold_surely,
    "letgo": holds.let_go,
    "letgoyes": holds.let_go_surely,
    "roles": roles.show_list,
    "rolegive": roles.give,
    "roletake": roles.show_holders,
    "roleoff": roles.take_away,
    "roleoffyes": roles.take_away_surely,
    "journal": acts.turn,
    "why": explaining.ask,
    "whonot": explaining.names,
    "shortages": shortages.press,
    "needhours": hours_for.want_hours,
    "givehours": hours_for.give_to,
    "hourswanted": hours_for.settle,
    "sets": settings.show_groups,
    "set": settings.show,
    "overdue": watching.show,
    "overduetake": watching.take,
    "overduewell": watching.well,
    "overduehelp": watching.need_help,
    "overduewrite": watching.write,
    "checkins": watch_rules.require,
    "emergency": watch_rules.change_number,
    "picture": pictures.press,
    "invite": dealing.invite,
    "joining": dealing.joining,
    "meetfirst": dealing.meet_first,
    "members": members.overview,
    "standing": members.standing_list,
    "areas": members.areas,
    "area": members.area_list,
    "skills": members.kinds_offered,
    "skill": members.kind_list,
    "findmember": members.find,
    "addmember": adding.begin,
    "member": members.show_one,
    "met": members.met,
    "letin": members.let_in,
    "placeof": members.ask_place,
    "placeyes": members.read_place,
    "phoneof": members.ask_phone,
    "phoneyes": members.read_phone,
    "writeto": members.write,
    "for": acting.begin,
    "endfor": acting.end,
    "alone": acting.act_alone,
    "take": tending.take,
    "putback": tending.let_go,
    "seento": tending.finish,
    "nudge": tending.nudge,
    "called": tending.called,
    "announcenew": announcing.begin_another,
    "announcesend": announcing.send,
    "announcedrop": announcing.drop,
    "announcestop": announcing.stop,
    "announcelook": announcing.look,
    "intaketemplate": importing.template,
    "intakeyes": importing.confirm,
    "intakelook": importing.look,
    "intakedrop": importing.drop,
    "intakelinks": importing.links,
    "intakelink": linking.begin,
    "ourgroup": our_group.press,
    "claimshow": linking.show,
    "claimrenew": linking.renew,
    "claimgive": same_person.give_link,
    "same": same_person.begin,
    "sameyes": same_person.join,
    "claimwithdraw": linking.withdraw,
    "claimwithdrawyes": linking.withdraw_surely,
}
