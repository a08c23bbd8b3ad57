"""The books for everybody: how the bank stands, how asks and help are spread, and what the figures mean."""

from __future__ import annotations

from datetime import time, timedelta

from sqlmodel import Session

from models import agreement, confirmation, invitation, request
from models.availability import Part
from models.request import Wish
from models.window import When
from tests.security.test_table_file import opened
from tests.stories.neighbours import Neighbour, Street

NAMES = ("Ada", "Bea", "Cem", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida")


async def ten_neighbours(street: Street) -> list[Neighbour]:
    """Olga the organiser and nine more, of whom the last speaks Spanish, all from Mill Lane."""
    return [
        await street.neighbour("Olga", organiser=True),
        *[await street.neighbour(name) for name in NAMES[:-1]],
        await street.neighbour(NAMES[-1], language="es"),
    ]


async def five_help_five(street: Street, people: list[Neighbour]) -> None:
    """The last five ask the first five, one each, who say yes after half an hour; an hour each is banked."""

    def agree(session: Session) -> None:
        now = street.now()
        tomorrow = When(day=now.date() + timedelta(days=1), part=Part.AFTERNOON, at=time(15))
        for number, (one, other) in enumerate(zip(people[:5], people[5:], strict=True)):
            helper, asker = one.row(session), other.row(session)
            wanted = request.post(
                session, asker, Wish("company", tomorrow, 60), deed_key=f"ask {number}", now=now
            )
            asked = invitation.ask(
                session, wanted, helper, wave=1, reasons=0, distance_m=0.0, waits_minutes=240, now=now
            )
            later = now + timedelta(minutes=30)
            agreement.accept(session, asked.id, helper, wanted.latest_at, later)

    await street.store.write(agree)
    standing = await street.exchanges()
    await street.until(max(one.ends_at for one in standing))

    def confirm(session: Session) -> None:
        for one, (helper, asker) in zip(standing, zip(people[:5], people[5:], strict=True), strict=True):
            for who in (helper, asker):
                confirmation.confirm(session, one.id, who.row(session), 60, street.now())

    await street.store.write(confirm)
    await street.settle()


async def test_everybody_sees_how_the_bank_stands(street: Street) -> None:
    """After five visits a member reads how much help there was, of how many, the chest and the largest
    balances, in a few lines and without a name."""
    people = await ten_neighbours(street)
    await five_help_five(street, people)
    ada = people[1]
    await ada.says("/books")
    message = await ada.hears("Mill Lane: the last 90 days")
    assert message.text.split("\n\n")[1:] == [
        "Neighbours gave each other 5 hours of help.",
        "Of 10 members 10 gave or got some of it.",
        "5 people asked for help 5 times. Requests that found help: 5.",
        "In the community chest: 0 hours.",
        "The largest balances: 3 hours, 3 hours and 3 hours.",
    ]
    assert not any(name in message.text for name in NAMES)
    assert message.labels == [
        "How fairly asks are spread",
        "How fairly help is spread",
        "What the figures mean",
    ]


async def test_how_fairly_asks_are_spread(street: Street) -> None:
    """Half of ten were asked once each; the figures say so, and one tap leads back."""
    people = await ten_neighbours(street)
    await five_help_five(street, people)
    ada = people[1]
    await ada.says("/books")
    await ada.taps("How fairly asks are spread")
    message = await ada.hears("10 people could be asked to help, and 5 of them were")
    assert message.text.split("\n\n")[2:] == [
        "Half of those who were asked got 1 ask.",
        "The 5 people asked most got 100 of every 100 asks.",
        "Unevenness: 50. At 0 all are asked alike. At 100 one person gets every ask.",
        "Asks for every 10 people, by place: Mill Lane 5.\n"
        "By language: smaller groups (10 people).\n"
        "By phone: with the app 5.",
    ]
    await ada.taps("Back to the books")
    await ada.hears("Neighbours gave each other 5 hours")


async def test_how_fairly_help_is_spread(street: Street) -> None:
    """All five requests found help after half an hour; the one who speaks Spanish is not made out."""
    people = await ten_neighbours(street)
    await five_help_five(street, people)
    ada = people[1]
    await ada.says_each("/books", "How fairly help is spread")
    message = await ada.hears("Of 5 requests 5 found help and 0 did not")
    assert message.text.split("\n\n")[2:] == [
        "Usual wait until help was found: 30 minutes or less.",
        "Help found, of every 100 requests, and the usual wait:\n"
        "By place: Mill Lane 100 (30 minutes).\n"
        "By language: smaller groups (5 people).",
        "By home: none of that told 100 (30 minutes).\nBy phone: with the app 100 (30 minutes).",
    ]


async def test_what_the_figures_mean_in_spanish(street: Street) -> None:
    """Somebody who reads Spanish reads all of it in Spanish, and what each figure means."""
    people = await ten_neighbours(street)
    await five_help_five(street, people)
    ida = people[-1]
    await ida.says("/books")
    await ida.hears("La gente se dio 5 horas de ayuda", "De 10 miembros, 10 dieron")
    await ida.taps("Reparto de las preguntas")
    await ida.hears("Se podía pedir ayuda a 10 personas, y preguntamos a 5")
    await ida.taps("Qué significan las cifras")
    await ida.hears("Es el coeficiente de Gini", "con menos de 5 personas no se muestran")
    await ida.taps("Reparto de la ayuda")
    await ida.hears("De 5 peticiones, 5 encontraron ayuda", "Espera habitual", "Mill Lane 100")


async def test_a_young_bank_says_what_will_appear(street: Street) -> None:
    """Where nobody has helped so far, it says so kindly, and no balance of the few can be read."""
    ada = await street.neighbour("Ada")
    await ada.says("/books")
    message = await ada.hears("Fewer than 5 people gave or got help", "In the community chest: 0 hours")
    assert "balances" not in message.text
    await ada.taps("How fairly asks are spread")
    await ada.hears("Fewer than 5 people could be asked")
    await ada.taps("How fairly help is spread")
    await ada.hears("Fewer than 5 people asked for help")


async def test_why_no_help_came_is_told(street: Street) -> None:
    """Five requests that nobody answered end, and the reason is told with their number; one that is new to us
    has a neutral word."""
    people = await ten_neighbours(street)

    def ask(session: Session) -> None:
        now = street.now()
        tomorrow = When(day=now.date() + timedelta(days=1), part=Part.AFTERNOON, at=time(15))
        for asker in people:
            wanted = request.post(
                session, asker.row(session), Wish("company", tomorrow, 60), deed_key=asker.name, now=now
            )
            because = "silence" if asker in people[:5] else "rain"
            request.end(session, wanted, request.State.UNMET, because, now)

    await street.store.write(ask)
    await people[1].says("/books")
    await people[1].taps("How fairly help is spread")
    message = await people[1].hears("Why requests ended without help:")
    assert "Why requests ended without help: no answer 5 and another reason 5." in message.text


async def test_organisers_take_it_away_as_a_table(street: Street) -> None:
    """An organiser gets a file with every figure and its meaning, in which nothing is run; small groups are
    hidden in it, too."""
    people = await ten_neighbours(street)
    await five_help_five(street, people)

    def rename(session: Session) -> None:
        for one in people:
            one.row(session).place_name = "=SUM(A1)"

    await street.store.write(rename)
    olga = people[0]
    await olga.says("/books")
    await olga.taps("As a table")
    message = await olga.hears("figures of the last 90 days as a table")
    assert message.attachment is not None
    assert message.attachment.file_name == "books-2026-08-26-2026-11-24.csv"
    heading, *rows = opened(message.attachment.bytes)
    assert heading == ["Part", "Who", "Figure", "How much", "What it means"]
    told = {tuple(row[:3]): row[3] for row in rows}
    assert told["Requests", "everybody", "Found help"] == 5
    assert told["Requests", "Place: =SUM(A1)", "Usual wait, in minutes"] == 30
    assert told["Asks", "everybody", "Unevenness, from 0 to 100"] == 50
    assert told["Requests", "Language: small groups", "People who are not shown"] == 5
    assert told["The books", "everybody", "The bank's own hours, in minutes"] == -1200
    assert all(str(meaning).endswith(".") for *_, meaning in rows)
    assert not any(str(group).startswith("Language: E") for _, group, *_ in rows)
