"""How it is told what a kind of help demands, and what a member still lacks who offers it."""

from __future__ import annotations

from bot.context import Scene
from bot.nations import demanded_check
from bot.values import Several, Value, Words, words
from bot.wording import member_words
from models import demand, member
from models.demand import Missing
from models.member import State
from models.timebank import Nation


def demanded_words(what: Missing | None, nation: Nation) -> Value:
    """Tells what is demanded or lacking as a list, or that nothing is."""
    if what is None:
        return words("demanded-nothing")
    if what.banned:
        return words("demanded-banned")
    found: list[Value] = []
    if what.least_check is not None:
        found.append(demanded_check(nation, what.least_check))
    if what.reference_count:
        found.append(words("demanded-references", count=what.reference_count))
    if what.accompanied:
        found.append(words("demanded-accompanied"))
    return Several(found)


def lacking(scene: Scene) -> dict[str, Missing]:
    """Returns what the member still lacks, by kind of help."""
    return demand.missing_of(scene.session, scene.member, scene.now)


def still_needed(scene: Scene, what: Missing) -> list[Words]:
    """Says what has to come before we ask them, and who can see to it; or that it is not arranged here."""
    if what.banned:
        return [words("offer-banned")]
    return [words("offer-still-needed", demand=demanded_words(what, scene.bank.nation)), whom_to_ask(scene)]


def whom_to_ask(scene: Scene) -> Words:
    """Says that they are asked once that is seen to, and who can see to it."""
    for organiser in member.organisers(scene.session, scene.bank.id):
        if organiser.id != scene.member.id and organiser.state is State.ACTIVE:
            return words("offer-needs-organiser", name=member_words(organiser))
    return words("offer-needs-somebody")
