"""The table of what each kind of help demands: cautious at first, to read, to change, and to confirm.

A time bank that opens is not open for asking until an organiser has confirmed it.
"""

from __future__ import annotations

from bot.context import Scene
from bot.demanded import demanded_words
from bot.flows import kinds as kind_lists
from bot.flows.kinds import kind_words
from bot.heard import Heard, number
from bot.organisers import second_tap
from bot.saying import Button, Reply, Say, pairs, reply, say, singly
from bot.values import Several, Value, Words, refused, words
from models import caution, demand, member, setting, timebank
from models.demand import KindDemand, TableChanged
from models.timebank import Nation

NATION = setting.named("nation")


def kinds(scene: Scene) -> Reply:
    """Shows the table; to those who are no organisers it is an unknown command (NotFound)."""
    member.require_organiser(scene.member)
    return reply(page(scene, 0))


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A page of the table; raises NotFound to all but organisers, and so does all that follows."""
    member.require_organiser(scene.member)
    return reply(edit=page(scene, number(arguments) % kind_lists.PAGES if arguments else 0))


def page(scene: Scene, shown: int, *news: Words) -> Say:
    """A page of the table: what each kind demands, what it may bring with it, and on the last page the tap
    that confirms all of it.

    Args:
        news: paragraphs before it.
    """
    table = demand.proposed(scene.session, scene.bank)
    codes = kind_lists.page(shown)
    buttons = pairs(Button(kind_words(code), f"demand:{code}") for code in codes)
    more = Button(words("button-more-kinds"), f"kinds:{(shown + 1) % kind_lists.PAGES}")
    nation = Button(words("button-setting-nation"), "kindsnation")
    confirm = []
    if shown == kind_lists.PAGES - 1 and to_confirm(scene, table):
        read = demand.fingerprint(scene.session, scene.bank)
        confirm = [Button(words("button-kinds-read"), f"kindsread:{read}")]
    back = Button(words("button-back-to-queue"), "admin")
    return say(
        *news,
        _heading(scene, table),
        *(_line(scene, table[code]) for code in codes),
        buttons=[*buttons, (more, nation), *singly([*confirm, back])],
    )


def to_confirm(scene: Scene, table: dict[str, KindDemand]) -> bool:
    """Whether anything of the table is only proposed so far, or nobody has confirmed it."""
    return scene.bank.kinds_confirmed_by_id is None or any(one.id is None for one in table.values())


def ask_nation(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks where the time bank is, which decides what checks are called and what is proposed; or keeps it."""
    member.require_organiser(scene.member)
    if arguments:
        was = setting.value_of(scene.bank, NATION)
        setting.change(
            scene.session, scene.member, NATION.name, Nation(arguments[0]).value, was=was, now=scene.now
        )
        return reply(edit=page(scene, 0))
    buttons = [Button(words(f"setting-nation-{one.value}"), f"kindsnation:{one.value}") for one in Nation]
    back = Button(words("button-back-to-list"), "kinds")
    return reply(edit=say(words("kinds-nation-ask"), buttons=singly([*buttons, back])))


def ask_sure(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Says what will follow, and asks whether the table that was read is confirmed."""
    member.require_organiser(scene.member)
    if arguments[0] != demand.fingerprint(scene.session, scene.bank):
        return _changed(scene, TableChanged())
    table = demand.proposed(scene.session, scene.bank)
    if not to_confirm(scene, table):
        return reply(edit=page(scene, 0, words("kinds-confirmed-before")))
    left_out = demand.count_left_out(scene.session, scene.member, scene.now)
    sure = Button(words("button-kinds-confirm"), f"kindsyes:{arguments[0]}:{second_tap.minute(scene)}")
    back = Button(words("button-back-to-list"), "kinds")
    return reply(
        edit=say(words("kinds-left-out", count=left_out), words("kinds-sure"), buttons=singly([sure, back]))
    )


def confirm(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Confirms it, and says what is so from now on."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return ask_sure(scene, heard, arguments)
    was_open = scene.bank.kinds_confirmed_at is not None
    try:
        demand.confirm_table(scene.session, scene.member, scene.now, read=arguments[0])
    except TableChanged as no:
        return _changed(scene, no)
    news = words("kinds-confirmed") if was_open else words("kinds-opened", bank=scene.bank.name)
    return reply(edit=say(news, buttons=[[Button(words("button-back-to-queue"), "admin")]]))


def _changed(scene: Scene, no: TableChanged) -> Reply:
    return reply(edit=page(scene, 0, refused(no)))


def _heading(scene: Scene, table: dict[str, KindDemand]) -> Words:
    if scene.bank.kinds_confirmed_at is None:
        return words("kinds-cautious")
    return words("kinds-cautious-open") if to_confirm(scene, table) else words("demands")


def _line(scene: Scene, one: KindDemand) -> Words:
    """One kind of help: what it demands, or that it is not arranged here, and what to think of."""
    args: dict[str, Value] = {"kind": kind_words(one.kind)}
    if one.banned:
        return words("kinds-line-banned", **args)
    today = timebank.today(scene.bank, scene.now)
    args["demand"] = demanded_words(one.missing((), today), scene.bank.nation)
    risks = caution.of_kind(one.kind, scene.bank.nation).risks
    if not risks:
        return words("demand-line", **args)
    return words("kinds-line", risks=Several([words(f"risk-{risk.value}") for risk in risks]), **args)
