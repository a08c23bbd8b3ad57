"""A claim: the way by which somebody who came in with a spreadsheet, or was added by an organiser, takes over
what is known of them.

    open --> opened --> claimed
     ^ \\  <---'  |         |
     |  \\         v         v
     '--- withdrawn <-------'

Each has a personal link. It opens for one person, once; whoever opens it is asked whether they are meant,
and nothing changes hands before they have said that they are 18 or over and agreed to how we treat their
data. An organiser can withdraw it at any time, also from somebody who has claimed what is not theirs, and
make another.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import UniqueConstraint, delete, func, update
from sqlmodel import Field, Session, col, select

from models import conversation, deeplink, journal, member, notification, offer
from models import member as members
from models.columns import Row, choice, moment, reference
from models.deeplink import DeepLink, LinkNotValid, LinkUse, Purpose
from models.member import Member, NotFound
from models.place import Point
from models.refusals import Refusal
from models.shown import ShownButtons

LASTS = timedelta(days=365)
WITHOUT_APP = (members.State.WAITING, members.State.ACTIVE, members.State.PAUSED)


class AlreadyMember(Refusal):
    """Whoever opened a personal link is a member here, or was one, so that two people would become one."""

    message = "refusal-already-member"


class ClaimWithdrawn(Refusal):
    """An organiser has withdrawn the link meanwhile."""

    message = "refusal-claim-withdrawn"


class State(StrEnum):
    """Where a claim is; see the drawing at the top."""

    OPEN = "open"
    OPENED = "opened"
    CLAIMED = "claimed"
    WITHDRAWN = "withdrawn"


class Claim(Row, table=True):
    """The claim to one member's row.

    Attributes:
        member_id: whose row it is.
        link_id: the personal link that is good now.
        intake_id: the spreadsheet that they came with; None for somebody whom an organiser has added.
        phone: where an organiser can reach them, to send them the link; gone once it is claimed.
        opened_by_id: who has opened the link and not finished so far: a newcomer's own row.
    """

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("timebank_id", "member_id"),
        {"sqlite_autoincrement": True},
    )

    member_id: int = reference("member.id", index=True)
    link_id: int = reference("deep_link.id", index=True)
    intake_id: int | None = reference("intake.id", default=None, nullable=True, index=True)
    phone: str = Field(default="", max_length=32)
    state: State = choice(State, default=State.OPEN)
    opened_by_id: int | None = reference("member.id", default=None, nullable=True, index=True)
    made_at: datetime = moment()
    claimed_at: datetime | None = moment(default=None, nullable=True)


@dataclass(frozen=True)
class Told:
    """What somebody has said who claims a row; None and nothing where the row says it already.

    Attributes:
        point, place_name: where they live.
        travel_limit_m: how far they go, in metres.
        free_slots: the weekly grid of `models.availability`.
        kinds: what they offer; None to leave the offers as they are.
    """

    point: Point | None
    place_name: str
    travel_limit_m: int
    free_slots: int
    kinds: Sequence[str] | None


def new_token() -> str:
    """Returns a secret for a link."""
    return secrets.token_urlsafe(deeplink.TOKEN_BYTES)


def open_link(session: Session, link: DeepLink, by: Member) -> Claim:
    """Notes who has opened a personal link; opening it once more goes on where it stopped.

    Args:
        by: who came, of whom `deeplink.use` has said that the link lets them in.

    Raises:
        AlreadyMember: they are a member, or were one.
        LinkNotValid: what it leads to is claimed or withdrawn.
    """
    found = session.exec(
        select(Claim).where(Claim.timebank_id == by.timebank_id, Claim.link_id == link.id)
    ).one_or_none()
    if found is None or found.state in (State.CLAIMED, State.WITHDRAWN):
        raise LinkNotValid(why="used")
    if member.get(session, by.timebank_id, found.member_id).state is members.State.LEFT:
        raise LinkNotValid(why="orphaned")
    if by.state is not members.State.JOINING or by.joined_at is not None:
        raise AlreadyMember()
    found.state, found.opened_by_id = State.OPENED, by.id
    session.add(found)
    session.flush()
    return found


def opened_by(session: Session, by: Member) -> Claim | None:
    """Returns the claim that somebody has opened last and not finished so far, if any; none to the row of
    somebody who has left since."""
    return session.exec(
        select(Claim)
        .join(Member, col(Member.id) == Claim.member_id)
        .where(
            Claim.timebank_id == by.timebank_id,
            Claim.opened_by_id == by.id,
            Claim.state == State.OPENED,
            Member.timebank_id == by.timebank_id,
            Member.state != members.State.LEFT,
        )
        .order_by(col(Claim.id).desc())
    ).first()


def opened(session: Session, claim_id: int, by: Member) -> tuple[Claim, Member]:
    """Returns a claim that somebody has opened, and the row that it leads to.

    Raises:
        ClaimWithdrawn: it is theirs no more, or never was.
    """
    found = session.exec(
        select(Claim).where(
            Claim.timebank_id == by.timebank_id, Claim.id == claim_id, Claim.opened_by_id == by.id
        )
    ).one_or_none()
    if found is None or found.state is not State.OPENED:
        raise ClaimWithdrawn()
    return found, member.get(session, by.timebank_id, found.member_id)


def decline(session: Session, claim_id: int, by: Member) -> None:
    """Somebody says that they are not the one who is meant, so the link is good for that one again."""
    found, _ = opened(session, claim_id, by)
    found.state, found.opened_by_id = State.OPEN, None
    session.add(found)
    link = _link(session, found)
    link.uses_left = 1
    session.add(link)
    session.execute(
        delete(LinkUse).where(
            col(LinkUse.timebank_id) == by.timebank_id,
            col(LinkUse.link_id) == link.id,
            col(LinkUse.member_id) == by.id,
        )
    )


def finish(session: Session, claim_id: int, by: Member, told: Told, now: datetime) -> Member:
    """Lets somebody take over the row that is theirs, and returns it; the one they began to join with ends.

    Raises:
        ClaimWithdrawn: see `opened`.
        NotAMember: they have not said that they are 18 or over, or not agreed to the privacy notice.
    """
    found, whose = opened(session, claim_id, by)
    if by.adult_at is None or by.privacy_agreed_at is None:
        raise member.NotAMember()
    user_id, chat_id = by.telegram_user_id, by.chat_id
    whose.languages, whose.zone = by.languages, by.zone
    whose.adult_at, whose.privacy_agreed_at = by.adult_at, by.privacy_agreed_at
    is_organiser = by.is_organiser
    _end_newcomer(session, by)
    whose.telegram_user_id, whose.chat_id, whose.unreachable_since = user_id, chat_id, None
    if told.point is not None:
        member.live_at(session, whose, told.point, told.place_name or whose.place_name, now)
    whose.travel_limit_m, whose.free_slots = told.travel_limit_m, told.free_slots
    session.add(whose)
    if is_organiser:
        # They were given the keys in the middle of this.
        member.make_organiser(session, whose, now)
    if told.kinds is not None:
        offer.set_all(session, whose, told.kinds, now)
    _end(found, now)
    session.add(found)
    # What would have been a call to make is said in the app from now on.
    notification.resume(session, whose)
    session.flush()
    return whose


def give(session: Session, member_id: int, by: Member, now: datetime) -> Claim:
    """Makes a personal link for a member without the app, however they came in; the one they have stays.

    Raises:
        NotFound: `by` is no organiser, or nobody of that number is a member without the app in their bank.
    """
    member.require_organiser(by)
    whose = member.get(session, by.timebank_id, member_id)
    if whose.telegram_user_id is not None or whose.state not in WITHOUT_APP:
        raise NotFound()
    known = _of(session, whose)
    if known is not None:
        return known
    given = Claim(
        timebank_id=by.timebank_id, member_id=whose.id, link_id=_new_link(session, by, now).id, made_at=now
    )
    session.add(given)
    journal.note(session, by=by, act="claim.give", subject_id=whose.id, now=now)
    session.flush()
    return given


def end_for(session: Session, whose: Member, newcomer: Member, now: datetime) -> None:
    """Ends the link of somebody who came in by another way, and lets go of what the newcomer whom they turned
    out to be had opened; see `models.same_person`."""
    opened = session.exec(
        select(Claim).where(Claim.timebank_id == newcomer.timebank_id, Claim.opened_by_id == newcomer.id)
    )
    for other in opened:
        if other.member_id != whose.id:
            decline(session, other.id, newcomer)
    found = _of(session, whose)
    if found is not None and found.state is not State.WITHDRAWN:
        link = _link(session, found)
        link.uses_left = 0
        session.add(link)
        _end(found, now)
        session.add(found)


def of(session: Session, by: Member, member_id: int) -> Claim:
    """Returns the claim to a member's row, for an organiser.

    Raises:
        NotFound: `by` is no organiser, or nobody has made a link for that member.
    """
    member.require_organiser(by)
    found = session.exec(
        select(Claim).where(Claim.timebank_id == by.timebank_id, Claim.member_id == member_id)
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def find(session: Session, by: Member, name: str, *, limit: int) -> list[Member]:
    """Returns members who have a link, or had one, and whose name holds those words, the shortest name first.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    sought = " ".join(name.split())
    return list(
        session.exec(
            select(Member)
            .join(Claim, col(Claim.member_id) == Member.id)
            .where(
                Member.timebank_id == by.timebank_id,
                Claim.timebank_id == by.timebank_id,
                Member.name != "",
                col(Member.name).icontains(sought, autoescape=True),
            )
            .order_by(func.length(Member.name), col(Member.name), col(Member.id))
            .limit(limit)
        )
    )


def withdraw(session: Session, member_id: int, by: Member, now: datetime) -> Claim:
    """Lets a personal link open nothing any more; whoever has claimed the row with it loses it again.

    Raises:
        NotFound: as `of`; or it was claimed, and whoever did has become an organiser since.
    """
    found = of(session, by, member_id)
    if found.state is State.WITHDRAWN:
        return found
    whose = member.get(session, by.timebank_id, member_id)
    was = found.state
    if was is State.CLAIMED:
        if whose.is_organiser:
            raise NotFound()
        conversation.end(session, whose)
        _forget_buttons(session, whose)
        whose.telegram_user_id = whose.chat_id = whose.privacy_agreed_at = None
        session.add(whose)
    link = _link(session, found)
    link.uses_left, link.expires_at = 0, min(link.expires_at, now)
    session.add(link)
    found.state, found.opened_by_id = State.WITHDRAWN, None
    session.add(found)
    journal.note(session, by=by, act="claim.withdraw", subject_id=member_id, now=now, was=was.value)
    session.flush()
    return found


def renew(session: Session, member_id: int, by: Member, now: datetime) -> DeepLink:
    """Makes another personal link, in place of one that was withdrawn, has expired, or went astray.

    Raises:
        NotFound: as `of`; or it was claimed, and has to be withdrawn before.
    """
    found = of(session, by, member_id)
    if found.state is State.CLAIMED:
        raise NotFound()
    former = _link(session, found)
    former.uses_left, former.expires_at = 0, min(former.expires_at, now)
    session.add(former)
    made = _new_link(session, by, now)
    found.link_id, found.state, found.opened_by_id = made.id, State.OPEN, None
    session.add(found)
    journal.note(session, by=by, act="claim.renew", subject_id=member_id, now=now)
    session.flush()
    return made


def link_of(session: Session, found: Claim, now: datetime) -> DeepLink | None:
    """Returns the link by which a row can be claimed now; None where it opens nothing."""
    link = _link(session, found)
    usable = found.state is State.OPEN and link.uses_left != 0 and link.expires_at > now
    return link if usable else None


def links(session: Session, by: Member, now: datetime) -> list[tuple[Member, Claim, DeepLink]]:
    """Returns whoever has not claimed their row so far, with the links that are open now, by name.

    Raises:
        NotFound: `by` is no organiser.
    """
    member.require_organiser(by)
    rows = session.exec(
        select(Member, Claim, DeepLink)
        .join(Claim, col(Claim.member_id) == Member.id)
        .join(DeepLink, col(DeepLink.id) == Claim.link_id)
        .where(
            Member.timebank_id == by.timebank_id,
            Claim.timebank_id == by.timebank_id,
            DeepLink.timebank_id == by.timebank_id,
            Claim.state == State.OPEN,
            Member.state != members.State.LEFT,
            col(DeepLink.expires_at) > now,
        )
        .order_by(col(Member.name), col(Member.id))
    )
    return list(rows)


def adopt_links(session: Session, by: Member) -> None:
    """Makes open links that former organisers have left behind this organiser's own: a link is good no longer
    than its maker is an organiser. Raises NotFound where `by` is none."""
    member.require_organiser(by)
    organisers = [one.id for one in member.organisers(session, by.timebank_id)]
    session.execute(
        update(DeepLink)
        .where(
            col(DeepLink.timebank_id) == by.timebank_id,
            col(DeepLink.purpose) == Purpose.CLAIM,
            col(DeepLink.uses_left) > 0,
            col(DeepLink.made_by_id).not_in(organisers),
        )
        .values(made_by_id=by.id)
        .execution_options(synchronize_session=False)
    )


def _of(session: Session, whose: Member) -> Claim | None:
    return session.exec(
        select(Claim).where(Claim.timebank_id == whose.timebank_id, Claim.member_id == whose.id)
    ).one_or_none()


def _end(found: Claim, now: datetime) -> None:
    found.state, found.opened_by_id, found.phone, found.claimed_at = State.CLAIMED, None, "", now


def _new_link(session: Session, by: Member, now: datetime) -> DeepLink:
    return deeplink.make(
        session,
        timebank_id=by.timebank_id,
        purpose=Purpose.CLAIM,
        now=now,
        expires_at=now + LASTS,
        uses=1,
        made_by=by,
    )


def _link(session: Session, found: Claim) -> DeepLink:
    return session.exec(
        select(DeepLink).where(DeepLink.timebank_id == found.timebank_id, DeepLink.id == found.link_id)
    ).one()


def _end_newcomer(session: Session, newcomer: Member) -> None:
    """Ends the row of somebody who began to join and turns out to be somebody whom we know."""
    conversation.end(session, newcomer)
    _forget_buttons(session, newcomer)
    newcomer.telegram_user_id = newcomer.chat_id = None
    newcomer.adult_at = newcomer.privacy_agreed_at = None
    newcomer.name, newcomer.state, newcomer.is_organiser = "", members.State.LEFT, False
    session.add(newcomer)
    # Nobody has the same account as somebody else, not even for a moment.
    session.flush()


def _forget_buttons(session: Session, who: Member) -> None:
    session.execute(
        delete(ShownButtons).where(
            col(ShownButtons.timebank_id) == who.timebank_id, col(ShownButtons.member_id) == who.id
        )
    )
