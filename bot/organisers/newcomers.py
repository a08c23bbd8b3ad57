"""Letting people in: the link and its QR code, and whether an organiser is asked about each newcomer."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Scene
from bot.qr import qr_png
from bot.saying import Button, File, Reply, reply, say
from bot.values import Code, Day, words
from models import admission, deeplink, meeting, member
from models.timebank import Joining

LINK_LASTS = timedelta(days=365)
# A link that is about to end would disappoint those who get it on paper.
LINK_LEFT_AT_LEAST = timedelta(days=30)


def invite(scene: Scene) -> Reply:
    """Sends the link for new members, as text to pass on and as a QR code to print."""
    member.require_organiser(scene.member)
    link = deeplink.standing_join_link(
        scene.session, scene.member, scene.now + LINK_LEFT_AT_LEAST, scene.now + LINK_LASTS
    )
    address = f"https://t.me/{scene.bot_username}?start={link.token}"
    until = Day(link.expires_at.astimezone(scene.zone).date())
    return reply(
        say(
            words("invite-link", bank=scene.bank.name, link=Code(address), until=until),
            file=File("invite.png", qr_png(address), is_picture=True),
            buttons=[[Button(words("button-back-to-queue"), "admin")]],
        )
    )


def joining_rule(scene: Scene) -> Reply:
    """Shows whether newcomers come in at once, and lets the organiser change it."""
    member.require_organiser(scene.member)
    open_now = scene.bank.joining is Joining.OPEN
    change = (
        Button(words("button-joining-approved"), f"joining:{Joining.APPROVED.value}")
        if open_now
        else Button(words("button-joining-open"), f"joining:{Joining.OPEN.value}")
    )
    back = [Button(words("button-back-to-queue"), "admin")]
    if open_now:
        return reply(edit=say(words("joining-rule-open"), buttons=[[change], back]))
    met_first = scene.bank.must_be_met
    meeting_rule = (
        Button(words("button-meet-not-first"), "meetfirst:0")
        if met_first
        else Button(words("button-meet-first"), "meetfirst:1")
    )
    parts = [words("joining-rule-approved"), *([words("joining-rule-met")] if met_first else [])]
    return reply(edit=say(*parts, buttons=[[change], [meeting_rule], back]))


def set_meeting_rule(scene: Scene, *, wanted: bool) -> Reply:
    """Changes whether newcomers are met before they are let in, and shows how it stands now."""
    meeting.demand(scene.session, scene.member, wanted=wanted, now=scene.now)
    return joining_rule(scene)


def set_joining_rule(scene: Scene, joining: Joining) -> Reply:
    """Changes it, and shows how it stands now."""
    admission.decide_joining(scene.session, scene.member, joining, scene.now)
    return joining_rule(scene)
