"""The list of all talks, by the names that their rows carry."""

from __future__ import annotations

from bot import language
from bot.dialogue import Talk
from bot.flows.accepting import ACCEPTING
from bot.flows.asking import ASKING
from bot.flows.claiming import CLAIMING
from bot.flows.giving import GIVING
from bot.flows.joining import JOINING
from bot.flows.lasting import LASTING
from bot.flows.leaving import LEAVING
from bot.flows.offering import OFFERING
from bot.flows.pausing import PAUSING
from bot.flows.paying import CAPPING, RECALLING, SPENT
from bot.flows.thanking import SEEMING, THANKING
from bot.flows.wellbeing import FEELING
from bot.flows.worrying import WORRYING
from bot.flows.writing import ANSWERING, WRITING
from bot.organisers.acting import CHOOSING_WHOM
from bot.organisers.adding import ADDING
from bot.organisers.announcing import ANNOUNCING, POLLING
from bot.organisers.checks import FINDING, SEEING
from bot.organisers.concerns import CLOSING, NOTING
from bot.organisers.correcting import CORRECTING
from bot.organisers.holds import HOLDING
from bot.organisers.hours_for import HOURS_FOR
from bot.organisers.importing import IMPORTING
from bot.organisers.linking import LINKING
from bot.organisers.members import LOOKING_UP
from bot.organisers.reporting import REPORTING
from bot.organisers.roles import GIVING_ROLE
from bot.organisers.same_person import SAME_PERSON
from bot.organisers.settings import SETTING
from bot.organisers.watch_rules import EMERGENCY
from bot.profile import CHANGES
from models.member import NotFound

TALKS: dict[str, Talk] = {
    talk.name: talk
    for talk in (
        JOINING,
        ASKING,
        OFFERING,
        ACCEPTING,
        LASTING,
        WRITING,
        ANSWERING,
        GIVING,
        LEAVING,
        CORRECTING,
        HOURS_FOR,
        SETTING,
        ANNOUNCING,
        POLLING,
        IMPORTING,
        LINKING,
        SAME_PERSON,
        CLAIMING,
        REPORTING,
        FINDING,
        SEEING,
        EMERGENCY,
        LOOKING_UP,
        CHOOSING_WHOM,
        ADDING,
        PAUSING,
        WORRYING,
        NOTING,
        CLOSING,
        GIVING_ROLE,
        HOLDING,
        THANKING,
        SEEMING,
        FEELING,
        CAPPING,
        SPENT,
        RECALLING,
        *CHANGES.values(),
    )
}


def named(name: str) -> Talk:
    """Returns the talk of that name; raises NotFound where no release of today has one."""
    if name not in TALKS:
        raise NotFound()
    return TALKS[name]


def shipped_language(code: str) -> str:
    """Returns the code of a language that is shipped; raises NotFound for any other."""
    if code not in language.languages():
        raise NotFound()
    return code
