"""Roles given and taken in the chat, a member who is paused by others, and the journal of all of it."""

from __future__ import annotations

from models.access import AccessEntry, Read
from models.exchange import State as ExchangeState
from models.member import Member, State
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.joinings import joins
from tests.stories.neighbours import Neighbour, Street
from tests.stories.safeguards import gives, raises, visit_begins

UNKNOWN = "We don't know that one, sorry"
RESTS = "Your membership rests for now"
DOOR = "Blue door behind the chapel"


async def state_of(who: Neighbour) -> State:
    """Where a member stands."""
    return (await who.street.store.read(who.row)).state


async def holds(keeper: Neighbour, name: str) -> None:
    """Pauses somebody by name, with both taps."""
    await keeper.says("/hold")
    await keeper.taps("Pause somebody")
    await keeper.says(name)
    await keeper.hears(f"Nobody asks {name} for help then", f"Shall we pause {name} now?")
    await keeper.taps("Yes, pause now")
    await keeper.hears(f"{name} is paused")


async def test_roles_are_listed_given_and_taken(street: Street) -> None:
    """The list says that organisers stand in; Lia becomes a lead and reads what that means; the last lead and
    the last organiser cannot be taken away, and a second tap is asked for.
    """
    olga = await street.neighbour("Olga", organiser=True)
    lia, mia = await street.neighbour("Lia"), await street.neighbour("Mia")
    await olga.says("/roles")
    await olga.hears("Organisers: Olga", "There is no safeguarding lead so far. The organisers stand in")
    await gives(olga, "lead", "Lia")
    await olga.hears("Safeguarding leads: Lia. They alone read concerns")
    await lia.hears("You now look after the time bank as: safeguarding lead", "Write /concerns")
    await lia.says("/concerns")
    await lia.hears("read by the safeguarding leads alone: Lia")
    await lia.says("/admin")
    await lia.hears("Nothing needs you just now")
    assert lia.buttons() == ["All concerns"]
    await olga.taps_each("Take a role away", "Lead: Lia")
    await olga.hears("This is the only safeguarding lead")
    await olga.taps("Organiser: Olga")
    await olga.hears("This is the only organiser")
    await gives(olga, "lead", "Mia")
    await olga.taps_each("Take a role away", "Lead: Lia")
    sure = olga.data_of("Yes, take it away")
    await street.later(minutes=11)
    await olga.taps_data(sure)
    assert olga.data_of("Yes, take it away") != sure
    await olga.taps("Yes, take it away")
    await olga.hears("Safeguarding leads: Mia")
    await olga.taps_data(olga.data_of("Take a role away"))
    await lia.hears("You have no role in the time bank any more")
    await lia.says("/concerns")
    await lia.hears(UNKNOWN)
    await olga.says("/journal")
    await olga.hears("Olga: ended a role of Lia: safeguarding lead", "Olga: made Mia safeguarding lead")
    assert mia.name == "Mia"


async def test_a_role_is_given_to_the_one_who_is_meant(street: Street) -> None:
    """Two have a name that begins so, and stand on the buttons; where nobody has it, it is asked again."""
    olga = await street.neighbour("Olga", organiser=True)
    for name in ("Kim", "Kimberley"):
        await street.neighbour(name)
    await olga.says("/roles")
    await olga.taps("Add a facilitator")
    await olga.says("Zed")
    await olga.hears("Who shall be one?")
    await olga.says("ki")
    await olga.hears("Several people are called like that")
    await olga.taps("Kimberley")
    await olga.hears("Facilitators: Kimberley")
    assert [row.id for row in await street.rows(Member) if row.is_facilitator] == [3]


async def test_an_organiser_who_gives_the_own_role_away(street: Street) -> None:
    """Once there is another, Olga can lay hers down; then everything of organisers is unknown to her."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia")
    await gives(olga, "organiser", "Pia")
    await pia.hears("organiser", "Write /admin")
    await olga.says("/roles")
    await olga.taps_each("Take a role away", "Organiser: Olga", "Yes, take it away")
    await olga.hears("This is taken away")
    await olga.taps_data("roles")
    await olga.hears(UNKNOWN)
    await pia.says("/admin")
    await pia.hears("Nothing needs you")


async def test_a_held_helper_is_taken_out_of_everything(street: Street) -> None:
    """Ben is paused. Ada reads that it does not take place and that somebody else is looked for; Ben reads
    the same, the way to her door goes from his screen, and Cara is asked.
    """
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Saturday 28 November", directions=DOOR)
    await ben.taps("Yes, Saturday 2pm")
    await street.later(days=4, hours=6)
    with_the_way = await ben.hears("A reminder", DOOR)
    cara = await street.neighbour("Cara", "shopping")
    await holds(olga, "Ben")
    told = await ada.hears("This does not take place: you and Ben", "We are looking for somebody else now")
    assert "paused" not in told.text
    await ben.hears("This does not take place: you and Ada")
    await ben.hears(RESTS, "An organiser will talk with you")
    now_reads = next(message for message in ben.person.heard if message.id == with_the_way.id)
    assert DOOR not in now_reads.text
    assert not any(DOOR in message.text for message in ben.person.heard)
    await street.later(minutes=5)
    await cara.hears("Ada would like help with the shopping")
    [was] = await street.exchanges()
    assert was.state is ExchangeState.DROPPED
    await ben.taps_data(f"ex:{was.id}")
    await ben.hears_nothing_of(DOOR)


async def test_a_held_member_tries_everything(street: Street) -> None:
    """No command and no button brings Ben back; what he still may do, he can; an organiser lets him go."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await asks_for_shopping(ada, day="Saturday 28 November")
    await holds(olga, "Ben")
    tried = (
        "/resume",
        "I am back",
        "/pause",
        "/ask",
        "/offer",
        "/give",
        "/browse",
        "/profile",
        "/things",
        "/hours",
    )
    for said in tried:
        await ben.says(said)
        await ben.hears(RESTS)
    for data in ("help:2", "look:2", "go:resume", "offer_add", "change:reach", "yes:1:1"):
        await ben.taps_data(data)
    for data in ("write:1", "talk:on:1"):
        await ben.taps_data(data)
    assert await state_of(ben) is State.HELD
    await ben.says("/hold")
    await ben.hears(UNKNOWN)
    await ben.says("/mydata")
    file = (await ben.hears("everything we keep about you")).attachment
    assert file is not None and b'"held_since"' in file.bytes
    await raises(ben, "Something else", words="I would like to explain")
    await ben.says("person")
    await ben.hears("One of them will get in touch")
    await ben.says("/unsafe")
    await ben.hears("ring 112 now")
    await olga.taps("I have it")
    # Leaving and coming back ends nothing.
    await ben.says("/leave")
    await ben.taps_each("Leave", "Yes, leave now")
    await joins(ben)
    await ben.hears(RESTS)
    assert await state_of(ben) is State.HELD
    await olga.says("/hold")
    await olga.hears("Ben, since", "by Olga")
    await olga.taps("Let Ben go on")
    await olga.hears("Please talk to whoever paused Ben first")
    await olga.taps("Yes, let them go on")
    await olga.hears("Ben can go on")
    await ben.hears("Your membership goes on as before")
    assert await state_of(ben) is State.ACTIVE
    await ben.says("/browse")
    await ben.hears_nothing_of(RESTS)


async def test_a_lead_pauses_from_a_concern_and_an_organiser_ends_it(street: Street) -> None:
    """Lia reads a concern and pauses Ben from it: it stands with the concern. She cannot end it, and a late
    or doubled tap does nothing more.
    """
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben, lia = [await street.neighbour(*who) for who in (("Ada",), ("Ben", "shopping"), ("Lia",))]
    await gives(olga, "lead", "Lia")
    await agree(ada, ben)
    await ada.taps_data("concern:1")
    await ada.says("He frightens me")
    await lia.taps_each("Open concern 1", "Pause Ben")
    await lia.hears("Shall we pause Ben now?")
    sure = lia.data_of("Yes, pause now")
    await street.later(minutes=11)
    await lia.taps_data(sure)
    assert await state_of(ben) is State.ACTIVE
    await lia.taps("Yes, pause now")
    await lia.taps_data(lia.data_of("Pause somebody").replace("holdfind", sure))
    assert await state_of(ben) is State.HELD
    await lia.says("/hold")
    assert "Let Ben go on" not in lia.buttons()
    await lia.taps_data("letgo:2")
    await lia.hears(UNKNOWN)
    await lia.says("/concerns")
    await lia.taps("Open concern 1")
    page = await lia.hears("Lia paused the member")
    assert page.text.count("paused the member") == 1
    await olga.says("/journal")
    journal = await olga.hears("Lia: paused Ben", "Lia: opened concern 1")
    assert "Ada" not in journal.text
    await olga.says("/hold")
    await olga.taps_each("Let Ben go on", "Yes, let them go on")
    assert await state_of(ben) is State.ACTIVE


async def test_a_visit_that_is_on_goes_to_the_organisers(street: Street) -> None:
    """Ben is paused while he is with Ada: its hours are looked at by Olga, and they can write no more."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await visit_begins(street, ada, ben)
    await holds(olga, "Ben")
    await olga.hears("agreed to help Ada", "Which is right?")
    for who in (ada, ben):
        await who.taps_data("write:1")
        await who.says("Where are you")
    await ada.hears("This has begun or ended")
    await ben.hears(RESTS)


async def test_nobody_holds_themselves_or_the_last_organiser(street: Street) -> None:
    """Olga cannot pause herself, and Lia cannot leave the bank without an organiser."""
    olga, lia = await street.neighbour("Olga", organiser=True), await street.neighbour("Lia")
    await gives(olga, "lead", "Lia")
    await olga.taps_data("hold:1")
    await olga.hears("This is about yourself")
    await lia.taps_data("hold:1")
    await lia.hears("This is the only organiser")
    await olga.says("/admin")
    await olga.taps_each("Safety", "Checks of a member")
    await olga.says("Lia")
    await olga.taps("Pause Lia")
    await olga.hears("Shall we pause Lia now?")


async def test_the_week_in_readings_is_told_once(street: Street) -> None:
    """On Monday morning both organisers hear who has read how much, through a restart, and once; whoever
    turns the pages of the journal sees each act with its author.
    """
    olga, pia = [await street.neighbour(name, organiser=True) for name in ("Olga", "Pia")]
    ada = await street.neighbour("Ada")
    await raises(ada, "Something else", words="Something is wrong")
    for _ in range(2):
        await olga.taps("Open concern 1")
    await olga.taps("I have it")
    await pia.says("/books")
    await pia.taps("As a table")
    await street.later(days=6, hours=20)
    await street.restart()
    await pia.hears_nothing_of("Last week")
    await street.later(hours=5)
    await street.later(minutes=1)
    for who in (olga, pia):
        await who.hears("Last week these people read", "Olga: 2 openings of concerns", "Pia: 1 file")
    await street.later(days=2)
    told = [message for message in olga.person.heard if "Last week these people" in message.text]
    assert len(told) == 1
    await pia.taps("Open the journal")
    await pia.hears("Pia: took the books as a file", "Olga: opened concern 1")
    assert {row.what for row in await street.rows(AccessEntry)} == {Read.CONCERN, Read.EXPORT}
    await ada.says("/journal")
    await ada.hears(UNKNOWN)


async def test_the_journal_is_read_page_by_page(street: Street) -> None:
    """Older ones are a tap away, and so is the way back."""
    olga = await street.neighbour("Olga", organiser=True)
    for name in ("Ann", "Bea", "Cleo", "Dora", "Eve", "Fay", "Gina"):
        await street.neighbour(name)
        await gives(olga, "facilitator", name)
    await olga.says("/journal")
    await olga.hears("made Gina facilitator", "made Bea facilitator")
    await olga.hears_nothing_of("made Ann facilitator")
    await olga.taps("Older")
    await olga.hears("made Ann facilitator", "became an organiser")
    await olga.taps("Newer")
    await olga.hears("made Gina facilitator")


async def test_in_spanish(street: Street) -> None:
    """An organiser who reads Spanish gives a role, pauses somebody and reads the journal."""
    olga = await street.neighbour("Olga", organiser=True, language="es")
    ben = await street.neighbour("Ben", language="es")
    await street.neighbour("Lia")
    await olga.says("/roles")
    await olga.taps("Añadir a la protección")
    await olga.says("Lia")
    await olga.hears("Queda anotado", "Protección: Lia")
    await olga.says("/hold")
    await olga.taps("Poner en pausa")
    await olga.says("Ben")
    await olga.taps("Sí, en pausa ahora")
    await ben.hears("Tu participación descansa por ahora")
    await olga.says("/journal")
    await olga.hears("Olga: puso en pausa a Ben", "Olga: dio a Lia una función: protección")
