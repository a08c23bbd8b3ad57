"""A favour from the first word to the hours in both accounts."""

from __future__ import annotations

from tests.stories.neighbours import Street


async def test_a_favour_is_asked_matched_given_and_banked(street: Street) -> None:
    """Ada asks, Ben comes, both say how long it took, and the hours change hands once."""
    ada = await street.neighbour("Ada")
    ben = await street.neighbour("Ben", "shopping")

    async def t(*labels):
        for l in labels:
            await ada.taps(l)
            print("-----", l)
            for m in ada.news: print(m.text, m.labels)
    await ada.says("/ask")
    await t("Shopping", "Tomorrow, Tuesday", "At a set time")
    await ada.says("2pm")
    await t("1 hour 30 minutes", "At my home", "I will tell them later", "Nothing more", "First to say yes", "Yes, send it")
    for m in ben.news: print("BEN", m.text, m.labels)
    await ben.taps("Yes, Tuesday 2pm")
    for m in ben.news: print("BEN", m.text, m.labels)
    await street.later(days=2)
    for m in ben.news: print("BEN", m.text, m.labels)
