"""Askers who are shown what would bring more, and change what they asked for, or leave it as it is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from goodturn.simulation.chance import throw
from models import explanation, member, rearranging, request, suggestion
from models.explanation import Explanation
from models.refusals import Refusal
from models.request import Request
from models.suggestion import Suggestion
from models.window import When

if TYPE_CHECKING:
    from goodturn.simulation.life import Case, Life


class Askers:
    """The askers of one life, as far as they are shown anything."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._last_id = 0

    def look(self) -> None:
        """Lets whoever has been shown something since the last time see it when they next look."""
        life, last_id = self._life, self._last_id

        def work(session: Session) -> list[Explanation]:
            return list(
                session.exec(
                    select(Explanation)
                    .where(
                        Explanation.timebank_id == life.timebank_id,
                        col(Explanation.id) > last_id,
                        col(Explanation.answered_at).is_not(None),
                        # Those that an organiser asked for are for that organiser.
                        col(Explanation.asked_by_id).is_(None),
                    )
                    .order_by(col(Explanation.id))
                )
            )

        for shown in life.store.do(work):
            self._last_id = shown.id
            case = life.by_request[shown.request_id]
            look_at = life.people.next_look(case.need.asker, life.now)
            if look_at is not None:
                life.at(look_at, partial(self._decide, case, shown.id))

    def _decide(self, case: Case, shown_id: int) -> None:
        """Somebody takes what would bring most, if they can do with it at all."""
        life, need = self._life, case.need
        if not case.is_open or throw(life.town.seed, "changes", need.number, need.turn) >= (
            life.people.habits.changes
        ):
            return

        def work(session: Session) -> Request | None:
            shown = explanation.get(session, life.timebank_id, shown_id)
            asker = member.get(session, life.timebank_id, life.rows[need.asker])
            wanted = request.mine(session, asker, shown.request_id)
            if shown.round != wanted.round:
                return None
            return _change(session, wanted, suggestion.of(wanted, shown.found, life.now), life)

        try:
            changed = life.store.do(work)
        except Refusal:
            # Somebody has just said yes, or its time has just passed.
            return
        if changed is None:
            return
        when = need.when if changed.day is None else When(changed.day, changed.part, changed.at)
        case.need = replace(
            need,
            when=when,
            turn=need.turn + 1,
            by_phone=need.by_phone or (need.has_door and changed.point is None),
            any_language=changed.any_language,
        )
        case.turns += changed.round - case.round
        case.round = changed.round
        life.search_again(case, changed)


def _change(session: Session, wanted: Request, ways: Suggestion, life: Life) -> Request | None:
    """Takes the way that brings most; another time where two bring as many."""
    most = max([one.count for one in ways.times[:1]] + [ways.by_phone, ways.any_language])
    if not most:
        return None
    asker = member.get(session, wanted.timebank_id, wanted.asker_id)
    if ways.times and ways.times[0].count == most:
        best = ways.times[0]
        return rearranging.move(session, wanted.id, asker, best.day, best.part, life.now)
    if ways.by_phone == most:
        return rearranging.by_phone(session, wanted.id, asker, life.now)
    return rearranging.any_language(session, wanted.id, asker, life.now)
