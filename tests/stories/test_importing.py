"""An organiser brings members in from a spreadsheet, and they take over what is theirs by a personal link."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence

import pytest
from openpyxl import Workbook
from sqlmodel import Session

from bot import spreadsheet
from messenger import Message
from models import availability, intake, member
from models.claim import Claim
from models.claim import State as ClaimState
from models.intake import Intake
from models.journal import JournalEntry
from models.ledger import Cause, Transfer
from models.member import Member
from models.offer import Offer
from tests.stories.neighbours import Neighbour, Street

HEADINGS = ["Name", "Phone", "Languages", "Place", "Offers", "Hours", "Member since", "18 or over"]
ROSA = [
    "Rosa Hill",
    "07700 900123",
    "Español, English",
    "Dock Road",
    "Shopping, dog walking",
    "3:30",
    "",
    "yes",
]
TOM = ["Tom Reed", "", "", "", "", "-1,5", "15/03/2020", "x"]
UMA = ["Uma Shah", "", "en", "Mill Lane", "gardening", "", "", "Sí"]


def as_csv(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, delimiter: str = ",") -> bytes:
    """A table as a spreadsheet program saves it."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([headings, *rows])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(*rows: Sequence[object]) -> bytes:
    """The same as a workbook."""
    book, written = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (HEADINGS, *rows):
        book.active.append(list(row))
    book.save(written)
    return written.getvalue()


async def sends(olga: Neighbour, content: bytes, name: str = "members.csv") -> None:
    """Begins to bring members in, and sends a file."""
    await olga.says("/import")
    await olga.does("sends_document", name, content, "application/octet-stream")


async def brings_in(olga: Neighbour, *rows: Sequence[str]) -> None:
    """Brings those in, up to the end."""
    await sends(olga, as_csv(*rows))
    await olga.taps(f"Yes, bring in {len(rows)}")
    await olga.hears("in." if len(rows) == 1 else "are in.")


def file_of(message: Message) -> list[list[str]]:
    """The rows of the table that came with a message."""
    assert message.document is not None
    return list(csv.reader(io.StringIO(message.document.bytes.decode("utf-8-sig"))))


async def links_of(olga: Neighbour) -> dict[str, str]:
    """What stands behind `start` in each personal link that is open, by name."""
    await olga.says("/import")
    await olga.taps("Links still open")
    table = file_of(await olga.hears("have not come so far"))
    assert table[0] == ["Name", "Phone", "Place", "Link"]
    return {row[0]: row[3].rpartition("start=")[2] for row in table[1:]}


async def members(street: Street) -> dict[str, Member]:
    """Everybody by name."""
    return {row.name: row for row in await street.rows(Member)}


async def test_members_offers_and_hours_come_in(street: Street) -> None:
    """What the table says is read back in sum, nothing changes before the yes, all of it is there after."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/import")
    await olga.hears("before anything is changed")
    await olga.hears("Which file is it?")
    await olga.does("sends_document", "members.csv", as_csv(ROSA, TOM, UMA), "text/csv")
    await olga.hears("3 members", "Their offers: 3 in all", "2 bring hours along, in all 2 hours", "1 gets")
    assert set(await members(street)) == {"Olga"}
    await olga.taps("Yes, bring in 3")
    done = await olga.hears("3 members are in", "Send everybody only their own")
    table = file_of(done)
    assert [row[:3] for row in table[1:]] == [
        ["Rosa Hill", "07700900123", "Dock Road"],
        ["Tom Reed", "", ""],
        ["Uma Shah", "", "Mill Lane"],
    ]
    assert len({row[3] for row in table[1:]}) == 3
    found = await members(street)
    rosa = found["Rosa Hill"]
    assert (rosa.state, rosa.chat_id, rosa.languages) == (member.State.ACTIVE, None, "es,en")
    assert not rosa.may_be_asked
    tom = found["Tom Reed"].joined_at
    assert tom is not None and tom.year == 2020
    lines = [(row.cause, row.minutes) for row in await street.rows(Transfer)]
    assert lines == [(Cause.STARTING, 120), (Cause.OPENING, 210), (Cause.OPENING, 90), (Cause.STARTING, 120)]
    assert [row.kind for row in await street.rows(Offer)] == ["shopping", "dog", "garden"]
    [entry] = [row for row in await street.rows(JournalEntry) if row.act == "intake.bring_in"]
    assert entry.detail == {"members": 3, "offers": 3, "minutes": 120}
    assert [row.entries for row in await street.rows(Intake)] == [[]]


async def test_a_workbook_and_the_template(street: Street) -> None:
    """The template that is sent is read back, the example aside; times and formulas count as their values."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/import")
    await olga.taps("Table for Excel")
    template = (await olga.hears("Here is the table")).document
    assert template is not None and template.file_name.endswith(".xlsx")
    assert [cells[0] for _, cells in spreadsheet.read(template.bytes)] == ["Name", "Example: Rosa Smith"]
    await olga.does("sends_document", "members.xlsx", template.bytes)
    await olga.hears("There are no members in this table")
    rows = [
        ["Rosa Hill", 447700900123.0, "", "", "", 2.25, None, "yes"],
        ["Tom", "", "", "", "", "=1+1", "", 1],
    ]
    await sends(olga, as_xlsx(*rows), "members.xlsx")
    # A formula that no spreadsheet has worked out so far has no value.
    await olga.hears("2 members", "1 brings hours along: 2 hours 15 minutes")
    await olga.taps("Do not bring them in")
    await olga.hears("Nothing was brought in")
    assert set(await members(street)) == {"Olga"}


async def test_each_problem_is_told_in_words(street: Street) -> None:
    """Of a table with many faults nothing comes in; ten are told in the chat, and all of them in a file."""
    olga = await street.neighbour("Olga", organiser=True)
    await street.neighbour("Ada")
    bad = [
        ["", "", "", "", "", "", "", "yes"],
        ["Rosa", "12", "Klingon", "", "Surgery", "many", "1/1/20", "perhaps"],
        ["Tom", "", "", "", "", "-99", "", "no"],
        ["Uma", "", "", "", "", "99", "2099-01-01", "yes"],
        ["Vic", "07700 900123", "", "Dock Road", "", "", "", "yes"],
        ["vic", "+44 7700 900123", "", "dock road", "", "", "", "yes"],
        ["Ada", "", "", "Mill Lane", "", "", "", "yes"],
        ["x" * 41, "", "", "y" * 129, "", "", "", "yes"],
        ["123", "", "", "", "", "3:75", "", "yes"],
    ]
    await sends(olga, as_csv(*bad))
    told = await olga.hears("nobody was brought in", "Row 2, Name: There is no name")
    assert told.text.count("Row ") == 10
    assert "Row 3, Offers: We don't know the offer “Surgery”" in told.text
    rows = file_of(told)[1:]
    faults = {
        "2": "Name", "3": "Phone Languages Offers Hours Since Adult", "4": "Hours Adult", "5": "Hours Since",
        "7": "Name Phone", "8": "Name", "9": "Name Place", "10": "Name Hours",
    }  # fmt: skip
    names = {"Since": "Member since", "Adult": "18 or over"}
    expected = {(row, names.get(one, one)) for row, columns in faults.items() for one in columns.split()}
    assert {(row[0], row[1]) for row in rows} == expected
    assert all(row[3] for row in rows)
    assert "limit of minus 5 hours" in next(row[3] for row in rows if row[:2] == ["4", "Hours"])
    assert "limit of 50 hours" in next(row[3] for row in rows if row[:2] == ["5", "Hours"])
    assert "row 6" in next(row[3] for row in rows if row[:2] == ["7", "Name"])
    assert set(await members(street)) == {"Olga", "Ada"}
    await olga.taps("Send another table")
    await olga.does("sends_document", "members.csv", as_csv(ROSA))
    await olga.taps("Yes, bring in 1")
    await olga.hears("1 member is in")


def packed(**parts: bytes) -> bytes:
    """A package of parts, as workbooks are."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"%PDF-1.7 nothing", "This is no table that we can read"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is no table that we can read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "old kind, or has a password"),
        (b"PK\x03\x04 and then nothing", "could not read this file"),
        (packed(word__document_xml=b"<w/>"), "This is no table that we can read"),
        (packed(xl__workbook_xml=b"<w/>", xl__vbaProject_bin=b"x"), "small programs"),
        (packed(xl__workbook_xml=b"<w/>"), "could not read this file"),
        (packed(xl__workbook_xml=b"<w/>", xl__more_xml=bytes(40_000_000)), "far more in this file"),
        (b"  \n \n", "no members in this table"),
        (as_csv(), "no members in this table"),
        (as_csv(ROSA, headings=["A", "B", "C", "D", "E", "F", "G", "H"]), "no headings"),
        (as_csv(*[[f"Member {number}", *ROSA[2:]] for number in range(5_001)]), "5,000 members at a time"),
        (as_csv(ROSA).decode("utf-8-sig").encode("utf-16"), "1 member"),
        (as_csv(["José Peña", *ROSA[1:]], delimiter=";").decode("utf-8-sig").encode("cp1252"), "1 member"),
    ],
    ids=range(14),
)
async def test_files_of_any_kind(street: Street, content: bytes, answer: str) -> None:
    """What is no table, is too much, has programs in it or is broken is refused kindly, each in its way."""
    olga = await street.neighbour("Olga", organiser=True)
    await sends(olga, content)
    await olga.hears(answer)
    assert set(await members(street)) == {"Olga"}


async def test_what_is_no_file_is_asked_again(street: Street) -> None:
    """Words, a photo and a huge file are no table; a file outside of the talk brings nothing in."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await olga.says("/import")
    await olga.says("here it is")
    await olga.hears("That is no file")
    await olga.does("sends_photo")
    await olga.hears("A photo of a table is no table")
    street.messenger.push_update(document_from(olga, file_size=20_000_001))
    await street.settle()
    await olga.hears("A person can help")
    await olga.says("stop")
    for who in (olga, ada):
        await who.does("sends_document", "members.csv", as_csv(ROSA))
        await who.hears_nothing_of("1 member")
    assert await street.rows(Intake) == []


def document_from(who: Neighbour, **more: object) -> dict[str, object]:
    """A document as the messenger tells of it."""
    chat = {"id": who.person.chat_id, "type": "private", "first_name": who.name}
    document = {"file_id": "made-up", "file_unique_id": "made-up", "file_name": "a.csv", **more}
    date = int(who.street.now().timestamp())
    return {
        "message": {
            "message_id": 9_000, "date": date, "chat": chat, "from": who.person.as_user(),
            "document": document,
        }
    }  # fmt: skip


async def test_a_double_tap_and_the_same_file_again(street: Street) -> None:
    """Two taps, the same tap under another number and the same file once more bring everybody in once."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    await sends(olga, as_csv(ROSA))
    yes = olga.data_of("Yes, bring in 1")
    olga.person.taps("Yes, bring in 1")
    [tap] = street.taken_updates()
    await street.at_once([tap, {**tap, "update_id": tap["update_id"] + 1_000}])
    await olga.hears("1 member is in")
    await olga.taps_data(yes)
    await olga.hears("1 member is in")
    await pia.taps_data(yes)
    await pia.hears("We don't know that one")
    for who in (olga, pia):
        await sends(who, as_csv(ROSA), "another-name.csv")
        await who.hears("This very table was brought in before")
    # With one more row it is another file, and then the rows are known.
    await sends(pia, as_csv(ROSA, TOM))
    await pia.hears("Row 2, Name: “Rosa Hill” is a member already", "Row 2, Phone")
    assert sorted(await members(street)) == ["Olga", "Pia", "Rosa Hill"]
    assert [row.cause for row in await street.rows(Transfer)].count(Cause.OPENING) == 1


async def test_a_restart_at_every_step(street: Street) -> None:
    """What was sent is read by the next process, and what was confirmed is brought in by it, once."""
    olga = await street.neighbour("Olga", organiser=True)
    street.refusals_allowed = True
    street.messenger.fail_next("getFile", status=502, description="Bad Gateway")
    await sends(olga, as_csv(ROSA, UMA))
    await olga.hears_nothing_of("2 members")
    await street.restart()
    await street.later(minutes=1)
    await olga.hears("2 members")
    olga.person.taps("Yes, bring in 2")
    await street.house.bot.inbox.fetch(0)
    await street.house.bot.turnstile.drain()
    assert [row.state for row in await street.rows(Intake)] == [intake.State.CONFIRMED]
    await street.restart()
    other = await street.another_house()
    for house in (street.house, other):
        await house.timetable.run_all()
    assert sum("2 members are in" in message.text for message in olga.person.heard) == 1
    assert len(await members(street)) == 3
    from bot import application

    await application.close_down(other.bot)


async def test_a_messenger_that_does_not_give_the_file_out(street: Street) -> None:
    """While it is away we try again, for an hour; then, or when it refuses, the organiser is told."""
    olga = await street.neighbour("Olga", organiser=True)
    street.refusals_allowed = True
    for _ in range(40):
        street.messenger.fail_next("getFile", status=502, description="Bad Gateway")
    await sends(olga, as_csv(ROSA))
    await street.later(minutes=30)
    await olga.hears_nothing_of("could not get the file")
    await street.later(hours=3)
    await olga.hears("could not get the file")


async def test_a_file_that_the_messenger_does_not_know(street: Street) -> None:
    """A file that cannot be had any more is asked for once more."""
    olga = await street.neighbour("Olga", organiser=True)
    street.refusals_allowed = True
    await olga.says("/import")
    street.messenger.push_update(document_from(olga))
    await street.settle()
    await street.later(minutes=1)
    await olga.hears("could not get the file")


async def test_somebody_joins_between_the_look_and_the_yes(street: Street) -> None:
    """What could be taken a minute ago is looked at once more, so that nobody is there twice."""
    olga = await street.neighbour("Olga", organiser=True)
    await sends(olga, as_csv(ROSA, UMA))
    await street.neighbour("Uma Shah")
    await olga.taps("Yes, bring in 2")
    await olga.hears("nobody was brought in", "Row 3, Name: “Uma Shah” is a member already")
    assert sorted(await members(street)) == ["Olga", "Uma Shah"]


async def test_others_strangers_and_former_organisers(street: Street) -> None:
    """To nobody else it exists; what a former organiser confirmed is not brought in."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await sends(olga, as_csv(ROSA))
    yes = olga.data_of("Yes, bring in 1")

    def confirm_and_resign(session: Session) -> None:
        intake.confirm(session, 1, olga.row(session))
        olga.row(session).is_organiser = False

    await street.store.write(confirm_and_resign)
    await street.later(minutes=1)
    nora = street.newcomer("Nora")
    await nora.says("/import")
    await nora.hears_nothing_of("table")
    buttons = ("intaketemplate:csv", "intakelinks", "intakelink", "claimshow:1", "claimrenew:1")
    for who in (olga, ada):
        await who.says("/import")
        await who.hears("We don't know that one")
        for data in (yes, "intakedrop:1", "claimwithdraw:1", "claimwithdrawyes:1:99999999", *buttons):
            await who.taps_data(data)
            assert any(
                "We don't know that one" in one.text or "no longer works" in one.text for one in who.news
            )
    assert sorted(await members(street)) == ["", "Ada", "Olga"]
    assert [row.state for row in await street.rows(Intake)] == [intake.State.DROPPED]


async def test_what_is_not_brought_in_is_forgotten(street: Street) -> None:
    """A table that was read, and one with faults, are kept for a week and no longer."""
    olga = await street.neighbour("Olga", organiser=True)
    await sends(olga, as_csv(ROSA))
    yes = olga.data_of("Yes, bring in 1")
    await street.later(days=8)
    assert [(row.state, row.entries) for row in await street.rows(Intake)] == [(intake.State.DROPPED, [])]
    await olga.taps_data(yes)
    await olga.hears("Nothing was brought in")
    assert set(await members(street)) == {"Olga"}


async def test_rosa_takes_over_what_is_hers(street: Street) -> None:
    """By her link Rosa says who she is and answers only what is not known; hours and offers are hers."""
    olga = await street.neighbour("Olga", organiser=True)
    await brings_in(olga, ROSA)
    token = (await links_of(olga))["Rosa Hill"]
    rosa = street.newcomer("Rosita")
    await rosa.does("opens", token)
    await rosa.hears("Are you Rosa Hill?", "somebody whom we know already")
    await rosa.hears_nothing_of("Dock Road")
    await rosa.taps("Yes, that is me")
    await rosa.taps("Sí, tengo 18 o más")
    await rosa.taps("Sí, está bien")
    await rosa.shares_location()
    await rosa.taps("3 km como mucho")
    await rosa.taps("En cualquier momento")
    await rosa.hears("Rosa Hill", "3 horas y 30 minutos", "Compras")
    assert (await rosa.balance()).balance_minutes == 210
    row = await street.store.read(rosa.row)
    assert row.may_be_asked and row.name == "Rosa Hill" and row.privacy_agreed_at == street.now()
    [claim] = await street.rows(Claim)
    assert (claim.state, claim.phone) == (ClaimState.CLAIMED, "")
    other = street.newcomer("Other")
    await other.does("opens", token)
    await other.hears("This link no longer works")
    await rosa.does("opens", token)
    await rosa.hears("Este enlace ya no")
    await olga.says("/import")
    await olga.taps("Links still open")
    await olga.hears("Everybody whom you brought in has come")
    await street.restart()
    await rosa.says("/hours")
    await rosa.hears("Horas que trajiste")


async def test_a_word_in_the_middle_makes_nobody_a_second_member(street: Street) -> None:
    """Whatever Rosa writes with a slash half-way, she is asked her question again and stays one person."""
    olga = await street.neighbour("Olga", organiser=True)
    await brings_in(olga, ROSA)
    token = (await links_of(olga))["Rosa Hill"]
    rosa = street.newcomer("Rosita")
    await rosa.does("opens", token)
    for said in ("/hours", "/xyz", "/start", "hello", "/admin"):
        await rosa.says(said)
        await rosa.hears("Are you Rosa Hill?")
    await rosa.taps("Yes, that is me")
    for said in ("/hours", "/xyz", "/help", "/start", "/ask"):
        await rosa.says(said)
        await rosa.hears("¿Tienes 18 años o más?")
    await rosa.taps("Sí, tengo 18 o más")
    # A worry takes the place of the open question, and "stop" leaves it; the link is hers all the same.
    await rosa.says("/concern")
    await rosa.says("/stop")
    await rosa.says("/things")
    await rosa.hears("Rosa Hill")
    await rosa.taps("Sí, soy yo")
    await rosa.taps("Sí, tengo 18 o más")
    await rosa.taps("Sí, está bien")
    await rosa.says("/things")
    await rosa.shares_location()
    await rosa.taps("3 km como mucho")
    await rosa.says("/xyz")
    await rosa.taps("En cualquier momento")
    await rosa.hears("Rosa Hill", "3 horas y 30 minutos", "Compras")
    assert sorted(await members(street)) == ["", "Olga", "Rosa Hill"]


async def test_a_link_withdrawn_in_the_middle_leads_to_joining(street: Street) -> None:
    """Who had opened a link that was withdrawn since is told so once, and may join like anybody else."""
    olga = await street.neighbour("Olga", organiser=True)
    await brings_in(olga, UMA)
    uma = street.newcomer("Uma")
    await uma.does("opens", (await links_of(olga))["Uma Shah"])
    await olga.taps("One person's link")
    await olga.says("uma")
    await olga.taps_each("Withdraw the link", "Yes, withdraw it")
    await uma.says("/hours")
    await uma.hears("Please ask an organiser for another one")
    await uma.says("/start")
    await uma.hears("Which language")


async def test_who_claims_and_offers_nothing_is_not_asked_when(street: Street) -> None:
    """Whose row says of no offers is asked for them, and not how far and when where there are none."""
    olga = await street.neighbour("Olga", organiser=True)
    await brings_in(olga, ["Ivy Low", "", "en", "Mill Lane", "", "", "", "yes"])
    ivy = street.newcomer("Ivy")
    await ivy.does("opens", (await links_of(olga))["Ivy Low"])
    await ivy.taps_each("Yes, that is me", "Yes, I am 18 or over", "Yes, that is fine")
    await ivy.shares_location()
    await ivy.taps("Nothing for now")
    await ivy.hears("Welcome, Ivy Low!")
    assert (await street.store.read(ivy.row)).free_slots == availability.NEVER


async def test_the_wrong_one_opens_it(street: Street) -> None:
    """Who says that they are somebody else keeps nothing, and the link is good for the right one."""
    olga = await street.neighbour("Olga", organiser=True)
    await brings_in(olga, UMA)
    token = (await links_of(olga))["Uma Shah"]
    wrong, uma = street.newcomer("Wrong"), street.newcomer("Uma")
    await wrong.does("opens", token)
    await uma.does("opens", token)
    await uma.hears("This link no longer works")
    await wrong.taps("No, somebody else")
    await wrong.hears("The link stays good for whoever it is for")
    await uma.does("opens", token)
    await uma.hears("Are you Uma Shah?")
    await wrong.does("opens", token)
    await wrong.hears("This link no longer works")
    await street.restart()
    await uma.does("opens", token)
    await uma.hears("Are you Uma Shah?")


async def test_a_member_opens_somebodys_link(street: Street) -> None:
    """Who is a member already, or was one, is told so and offered a person; the link is not used up."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    gone = await street.neighbour("Gone")
    await gone.says("/leave")
    await gone.taps_each("Leave", "Yes, leave now")
    await brings_in(olga, UMA)
    token = (await links_of(olga))["Uma Shah"]
    for who in (ada, gone, olga):
        await who.does("opens", token)
        await who.hears("You are a member here already")
        assert "Ask a person" in who.buttons()
    uma = street.newcomer("Uma")
    await uma.does("opens", token)
    await uma.hears("Are you Uma Shah?")


async def test_an_organiser_withdraws_a_link(street: Street) -> None:
    """A link that went astray opens nothing after a second tap, half-way too, and another is made."""
    olga = await street.neighbour("Olga", organiser=True)
    await brings_in(olga, UMA)
    token = (await links_of(olga))["Uma Shah"]
    wrong, uma = street.newcomer("Wrong"), street.newcomer("Uma")
    await wrong.does("opens", token)
    await olga.taps("One person's link")
    await olga.says("nobody of that name")
    await olga.hears("We know nobody of that name")
    await olga.says("uma")
    await olga.hears("Somebody has opened the link for Uma Shah")
    await olga.taps("Withdraw the link")
    await olga.hears("Are you sure?")
    sure = olga.data_of("Yes, withdraw it")
    await street.later(minutes=11)
    await olga.taps_data(sure)
    assert olga.data_of("Yes, withdraw it") != sure
    await olga.taps("Yes, withdraw it")
    await olga.hears("no link for Uma Shah that works")
    await wrong.taps("Yes, that is me")
    await wrong.hears("This link no longer works")
    await olga.taps("Make a new link")
    told = await olga.hears("The link for Uma Shah has not been used so far")
    fresh = re.search(r"start=([\w-]+)", told.text)
    assert fresh is not None and fresh[1] != token
    await uma.does("opens", token)
    await uma.hears("This link no longer works")
    await uma.does("opens", fresh[1])
    await uma.hears("Are you Uma Shah?")


async def test_who_has_claimed_what_is_not_theirs_is_shut_out(street: Street) -> None:
    """Withdrawn afterwards, the row is nobody's again, with its hours; who had it is a stranger to us."""
    olga = await street.neighbour("Olga", organiser=True)
    await brings_in(olga, UMA)
    wrong = street.newcomer("Wrong")
    await wrong.does("opens", (await links_of(olga))["Uma Shah"])
    await wrong.taps_each("Yes, that is me", "Yes, I am 18 or over", "Yes, that is fine")
    await wrong.shares_location()
    await wrong.taps_each("3 km at most", "At any time")
    await wrong.hears("Welcome, Uma Shah!", "2 hours", "Gardening")
    await olga.says("/import")
    await olga.taps("One person's link")
    await olga.says("Uma")
    await olga.hears("Uma Shah has come by their link")
    await olga.taps_each("Withdraw the link", "Yes, withdraw it")
    await wrong.says("/hours")
    await wrong.hears_nothing_of("Your balance")
    row = (await members(street))["Uma Shah"]
    assert (row.telegram_user_id, row.chat_id, row.state) == (None, None, member.State.ACTIVE)


async def test_links_of_an_organiser_who_has_gone(street: Street) -> None:
    """A link ends with its maker's keys, and another organiser's list makes it good again."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    await brings_in(olga, UMA)
    token = (await links_of(olga))["Uma Shah"]
    await olga.says("/leave")
    await olga.taps_each("Leave", "Yes, leave now")
    uma = street.newcomer("Uma")
    await uma.does("opens", token)
    await uma.hears("This link no longer works")
    assert await links_of(pia) == {"Uma Shah": token}
    await uma.does("opens", token)
    await uma.hears("Are you Uma Shah?")


async def test_all_of_them_or_none_also_after_a_restart(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written down in parts, nobody is a member before everybody is; another process writes the rest."""
    monkeypatch.setattr(intake, "PART", 2)
    olga = await street.neighbour("Olga", organiser=True)
    rows = [[f"Member {number}", *TOM[1:]] for number in range(5)]
    await sends(olga, as_csv(*rows))

    def confirm_and_write_a_part(session: Session) -> bool:
        intake.confirm(session, 1, olga.row(session))
        return intake.bring_in(session, street.timebank_id, 1, street.now())

    assert await street.store.write(confirm_and_write_a_part)
    active = [row.name for row in await street.rows(Member) if row.state is member.State.ACTIVE]
    assert active == ["Olga"] and len(await street.rows(Member)) == 3
    with monkeypatch.context() as held:
        held.setattr(intake, "due", lambda *_: [])
        await olga.says("/announce")
        await olga.says_each("Just a try.", "everybody")
        await olga.hears("1 member")
        await olga.says("/import")
        await olga.hears("Written down so far: 2 of 5")
    await street.restart()
    await street.later(minutes=1)
    await olga.hears("5 members are in")
    found = await members(street)
    assert all(found[name].state is member.State.ACTIVE for name, *_ in rows)
    assert [row.cause for row in await street.rows(Transfer)].count(Cause.OPENING) == 5
