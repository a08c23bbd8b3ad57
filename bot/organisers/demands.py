"""What help demands: the kinds of help with what each asks of whoever gives it, to see and to change."""

from __future__ import annotations

from bot.context import Scene
from bot.demanded import demanded_words
from bot.flows import kinds as kind_lists
from bot.flows.kinds import kind_words
from bot.heard import Heard, number
from bot.nations import check_button
from bot.organisers import kinds_table
from bot.saying import Button, Reply, Say, pairs, reply, say, singly
from bot.values import Value, Words, words
from models import banning, demand, member, timebank
from models import kind as kinds
from models.attestation import CHECKS, What
from models.demand import MOST_REFERENCES, KindDemand

NONE = "none"


def show_list(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A page of the list; raises NotFound to all but organisers, and so does all that follows."""
    member.require_organiser(scene.member)
    shown = number(arguments) % kind_lists.PAGES if arguments else 0
    if scene.bank.kinds_confirmed_at is None:
        return reply(edit=kinds_table.page(scene, shown))
    return reply(edit=_listing(scene, shown))


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """One kind of help, or one of its questions."""
    member.require_organiser(scene.member)
    demanded = demand.shown(scene.session, scene.bank, arguments[0])
    match arguments[1:]:
        case []:
            return reply(edit=_detail(scene, demanded))
        case ["check"]:
            return reply(edit=_ask_check(scene, demanded))
        case ["references"]:
            return reply(edit=_ask_references(demanded))
        case ["ban"]:
            return reply(edit=_ask_ban(scene, demanded))
    raise ValueError("no question of ours")


def change(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Sets one of the things that can be demanded, or bans it, and says how it stands now."""
    member.require_organiser(scene.member)
    code, what, value = arguments
    demanded = demand.shown(scene.session, scene.bank, code)
    check, references, accompanied = demanded.least_check, demanded.reference_count, demanded.accompanied
    match what:
        case "check":
            check = None if value == NONE else What(value)
        case "references":
            references = number([value])
        case "company":
            accompanied = number([value]) == 1
        case "ban":
            banned = number([value]) == 1
            demanded = banning.set_banned(scene.session, code, scene.member, scene.now, banned=banned)
            return reply(edit=_detail(scene, demanded, words("demand-noted")))
        case _:
            raise ValueError("nothing that can be demanded")
    demanded = demand.set_for(
        scene.session,
        code,
        scene.member,
        scene.now,
        least_check=check,
        reference_count=references,
        accompanied=accompanied,
    )
    return reply(edit=_detail(scene, demanded, words("demand-noted")))


def _listing(scene: Scene, page: int) -> Say:
    demands = demand.of(scene.session, scene.bank.id)
    codes = kind_lists.page(page)
    lines = [
        words(
            "demand-line",
            **_told(scene, demands.get(code) or KindDemand(timebank_id=scene.bank.id, kind=code)),
        )
        for code in codes
    ]
    buttons = pairs(Button(kind_words(code), f"demand:{code}") for code in codes)
    last = [
        (
            Button(words("button-more-kinds"), f"demands:{(page + 1) % kind_lists.PAGES}"),
            Button(words("button-kinds-table"), "kinds"),
        ),
        (Button(words("button-back-to-queue"), "admin"),),
    ]
    return say(words("demands"), *lines, buttons=[*buttons, *last])


def _detail(scene: Scene, demanded: KindDemand, *news: Words) -> Say:
    """How one kind of help stands, with how many could be asked for it, and what can be changed."""
    code = demanded.kind
    offered = demand.count_offered(scene.session, scene.member, code, scene.now)
    back = Button(words("button-back-to-list"), f"demands:{kinds.bit(code) // kind_lists.ON_A_PAGE}")
    if demanded.banned:
        again = Button(words("button-demand-unban"), f"demandset:{code}:ban:0")
        return say(*news, words("demand-banned", kind=kind_words(code)), buttons=singly([again, back]))
    counts = [words("demand-nobody-offers")]
    if offered.cleared or offered.lacking:
        counts = [
            words("demand-cleared", count=offered.cleared),
            words("demand-lacking", count=offered.lacking),
        ]
    company = (
        Button(words("button-demand-alone"), f"demandset:{code}:company:0")
        if demanded.accompanied
        else Button(words("button-demand-company"), f"demandset:{code}:company:1")
    )
    return say(
        *news,
        words("demand", **_told(scene, demanded)),
        *counts,
        buttons=singly(
            [
                Button(words("button-demand-check"), f"demand:{code}:check"),
                Button(words("button-demand-references"), f"demand:{code}:references"),
                company,
                Button(words("button-demand-ban"), f"demand:{code}:ban"),
                back,
            ]
        ),
    )


def _ask_check(scene: Scene, demanded: KindDemand) -> Say:
    code = demanded.kind
    none = Button(words("button-check-none"), f"demandset:{code}:check:{NONE}")
    checks = [Button(check_button(scene, one), f"demandset:{code}:check:{one.value}") for one in CHECKS]
    buttons = [none, *checks]
    return say(words("demand-check-ask", kind=kind_words(code)), buttons=singly([*buttons, _back(code)]))


def _ask_references(demanded: KindDemand) -> Say:
    code = demanded.kind
    buttons = [
        Button(words("button-references", count=count), f"demandset:{code}:references:{count}")
        for count in range(MOST_REFERENCES + 1)
    ]
    return say(words("demand-references-ask", kind=kind_words(code)), buttons=singly([*buttons, _back(code)]))


def _ask_ban(scene: Scene, demanded: KindDemand) -> Say:
    code = demanded.kind
    count = banning.open_requests(scene.session, scene.member, code)
    sure = Button(words("button-demand-ban-sure"), f"demandset:{code}:ban:1")
    return say(
        words("demand-ban-open", count=count),
        words("demand-ban-ask", kind=kind_words(code)),
        buttons=singly([sure, _back(code)]),
    )


def _back(code: str) -> Button:
    return Button(words("button-back"), f"demand:{code}")


def _told(scene: Scene, demanded: KindDemand) -> dict[str, Value]:
    """A kind of help, and all that it demands: what somebody lacks of whom nothing was seen."""
    today = timebank.today(scene.bank, scene.now)
    return {
        "kind": kind_words(demanded.kind),
        "demand": demanded_words(demanded.missing((), today), scene.bank.nation),
    }
