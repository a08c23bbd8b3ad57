"""What a kind of help demands, who was seen to have it, and who is asked because of it."""

from __future__ import annotations

from models.attestation import Attestation, What
from models.conversation import Conversation
from models.demand import KindDemand
from models.invitation import Invitation
from models.member import Gender
from tests.stories.favours import LET_ME_CHOOSE, asks_for_shopping
from tests.stories.joinings import is_called
from tests.stories.neighbours import Neighbour, Street


async def demands(olga: Neighbour, kind: str, *taps: str) -> None:
    """An organiser opens a kind of help in the list of what is demanded, and taps on."""
    await olga.says("/admin")
    await olga.taps_each("Safety", "What help demands", kind, *taps)


async def finds(olga: Neighbour, name: str) -> None:
    """An organiser looks up what was seen of somebody."""
    await olga.says("/admin")
    await olga.taps_each("Safety", "Checks of a member")
    await olga.hears("Whose checks are they?")
    await olga.says(name)


async def notes(olga: Neighbour, name: str, *taps: str) -> None:
    """An organiser notes what they have seen of somebody."""
    await finds(olga, name)
    await olga.taps_each("I have seen something", *taps)


async def asks_for_a_lift(asker: Neighbour, day: str, choosing: str = "First to say yes") -> None:
    """Asks for a lift at two in the afternoon, and sends it."""
    await asker.says("/ask")
    await asker.taps_each("Lifts and rides", day, "At a set time")
    await asker.says("2pm")
    await asker.taps_each("1 hour", "At my home", "I will tell them later", "Nothing more")
    await asker.taps_each(choosing, "Yes, send it")
    await asker.hears("You asked for a lift")


async def asked(street: Street) -> int:
    """How many invitations there are."""
    return len(await street.rows(Invitation))


async def test_who_lacks_a_check_is_asked_once_it_is_seen(street: Street) -> None:
    """Lifts demand a check, so Ben is not asked and reads why; it is seen, and from then on he is asked."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "lift")
    await demands(olga, "Lifts and rides")
    await olga.hears("Lifts and rides", "This demands: nothing", "1 member who offers this can be asked")
    await olga.taps("Change the check")
    await olga.hears("Which check does this demand at least")
    await olga.taps("A basic check")
    await olga.hears(
        "This is noted, and counts from now on",
        "Lifts and rides",
        "This demands: a basic check",
        "No member who offers this can be asked now",
        "1 cannot be asked so far",
    )
    await asks_for_a_lift(ada, "Saturday 28 November")
    await ben.hears_nothing_of("Ada would like")
    assert await asked(street) == 0
    await ben.says("/offer")
    await ben.hears("Lifts and rides. Still needed: a basic check", "Please talk to Olga")
    await ben.taps("Change: Lifts and rides")
    await ben.hears("Your offer: Lifts and rides", "Still needed: a basic check", "Please talk to Olga")
    await ben.says("/browse")
    await ben.hears("Nobody needs it just now")
    await notes(olga, "ben", "An enhanced check", "For 3 years")
    await olga.hears(
        "Thank you, this is noted",
        "This was seen of Ben",
        "1. An enhanced check, seen by Olga on Monday 23 November. It holds until Friday 23 November 2029.",
    )
    await street.later(minutes=1)
    await ben.hears("Ada would like a lift")
    await ben.says("/offer")
    await ben.hears_nothing_of("Still needed")
    await demands(olga, "Lifts and rides")
    await olga.hears("1 member who offers this can be asked", "Nobody is left out")


async def test_a_check_lapses(street: Street) -> None:
    """The check holds to the end of the day that was typed; from the next morning on Ben is not asked."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "lift")
    await demands(olga, "Lifts and rides", "Change the check", "A basic check")
    await notes(olga, "Ben", "A basic check", "Until a set day")
    await olga.hears("Please write the day with its year, like “Friday 23 November 2029”")
    await olga.says("23 November 2025")
    await olga.hears("That time has passed")
    await olga.says("2 years")
    await olga.hears("A day, a month and a year are clearest")
    await notes(olga, "Ben", "A basic check")
    await olga.says("24 November 2046")
    await olga.hears("A check can hold for 10 years at most")
    await olga.says("until 24 November")
    await olga.hears("It holds until Tuesday 24 November")
    await street.later(days=1)
    await asks_for_a_lift(ada, "Saturday 28 November")
    await ben.hears("Ada would like a lift")
    await street.later(days=1)
    await asks_for_a_lift(ada, "Friday 27 November")
    assert await asked(street) == 1
    await ben.says("/offer")
    await ben.hears("Still needed: a basic check")
    await finds(olga, "Ben")
    await olga.hears("It held until Tuesday 24 November")
    assert not [label for label in olga.buttons() if "No longer holds" in label]


async def test_a_check_is_withdrawn(street: Street) -> None:
    """With a second tap a check counts no more, and Ben's yes to what he was asked before is refused."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "lift")
    await notes(olga, "Ben", "A basic check", "It does not lapse")
    await demands(olga, "Lifts and rides", "Change the check", "A basic check")
    await asks_for_a_lift(ada, "Saturday 28 November", choosing=LET_ME_CHOOSE)
    await ben.hears("Ada would like a lift")
    await finds(olga, "Ben")
    await olga.taps("1. No longer holds")
    await olga.hears("This will no longer count for Ben: a basic check. Are you sure?")
    sure = olga.data_of("Yes, it no longer holds")
    await olga.taps("Back")
    assert [row.withdrawn_at for row in await street.rows(Attestation)] == [None]
    await street.later(minutes=11)
    await olga.taps_data(sure, olga.message_with("I have seen something").id)
    await olga.hears("Are you sure?")
    await olga.taps("Yes, it no longer holds")
    await olga.hears("It no longer holds, since Monday 23 November")
    await ben.taps("Yes, Saturday 2pm")
    await ben.hears("This help needs something first, like a check")
    await ben.taps("Ask a person")
    await olga.hears("Somebody would like a person: Ben")
    assert await street.exchanges() == []
    # A tap on the old button, and on the second one once more, changes nothing.
    await olga.taps_data("unseen:1", olga.message_with("I have seen something").id)
    assert len(await street.rows(Attestation)) == 1


async def test_references_and_a_first_visit_in_company(street: Street) -> None:
    """A visit demands a reference and company at first; Ben has both noted, one after the other."""
    olga = await street.neighbour("Olga", organiser=True)
    ben = await street.neighbour("Ben")
    await demands(olga, "Shopping", "Change the references", "2 references", "First visit in company")
    await olga.hears("This is noted", "Shopping", "This demands: 2 references and a first visit in company")
    await olga.hears("No member offers this so far")
    await ben.says("/offer")
    await ben.taps_each("Add an offer", "Shopping", "Nothing more")
    await ben.hears(
        "You now offer this: Shopping",
        "Still needed: 2 references and a first visit in company",
        "Please talk to Olga",
    )
    await ben.hears_nothing_of("We'll ask you")
    for _ in range(2):
        await notes(olga, "Ben", "A reference")
    await ben.says("/offer")
    await ben.hears("Still needed: a first visit in company")
    await notes(olga, "Ben", "A first visit in company")
    await olga.hears("3. A reference, seen by Olga on Monday 23 November")
    await asks_for_shopping(await street.neighbour("Ada"))
    await ben.hears("Ada would like help with the shopping")
    await demands(olga, "Shopping", "Change the references", "No references", "First visit alone is fine")
    await olga.hears("This is noted", "Shopping", "This demands: nothing")
    [row] = await street.rows(KindDemand)
    assert (row.least_check, row.reference_count, row.accompanied) == (None, 0, False)


async def test_nobody_attests_themself(street: Street) -> None:
    """An organiser who looks for their own name is told that somebody else has to do it; a colleague can."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    await finds(olga, "Olga")
    await olga.hears("Nobody notes anything about themself here")
    number = (await street.store.read(olga.row)).id
    for data in (f"checks:{number}", f"saw:{number}"):
        await olga.taps_data(data)
        await olga.hears("Nobody notes anything about themself here")
    await notes(pia, "Olga", "A basic check", "For 1 year")
    await olga.taps_data("unseen:1")
    await olga.hears("Nobody notes anything about themself here")
    [row] = await street.rows(Attestation)
    assert (row.member_id, row.what, row.withdrawn_at) == (number, What.BASIC, None)


async def test_somebody_is_found_by_name(street: Street) -> None:
    """An unknown name is asked again, two of one name are told apart, and a part of a name is enough."""
    olga = await street.neighbour("Olga", organiser=True)
    await street.neighbour("Rosalind")
    await finds(olga, "Zacharias")
    await olga.hears("We know nobody of that name")
    await olga.says("salin")
    await olga.hears("Nothing was seen of Rosalind so far")
    await street.neighbour("Rosa")
    await is_called(await street.neighbour("Another"), "Rosa")
    await finds(olga, "rosa")
    await olga.hears("Several people are called like that")
    labels = [label for label in olga.buttons() if label.startswith("Rosa, number")]
    assert len(labels) == 2
    await olga.taps(labels[0])
    await olga.hears("Nothing was seen of Rosa so far")
    await olga.taps("Somebody else")
    await olga.hears("Whose checks are they?")


async def test_what_was_seen_is_noted_once(street: Street) -> None:
    """The last tap twice, the same tap under a new number, and a restart between: one reference."""
    olga = await street.neighbour("Olga", organiser=True)
    await street.neighbour("Ben")
    await notes(olga, "Ben")
    await olga.hears("What have you seen of Ben?")
    await street.restart()
    olga.person.taps("A reference")
    [tap] = street.taken_updates()
    await street.at_once([tap, {**tap, "update_id": tap["update_id"] + 1_000}])
    street.messenger.push_update(tap)
    street.messenger.push_update({**tap, "update_id": tap["update_id"] + 2_000})
    await street.settle()
    assert [row.what for row in await street.rows(Attestation)] == [What.REFERENCE]


async def test_a_former_organiser_goes_on_with_nothing(street: Street) -> None:
    """Whoever stops being an organiser in the middle hears what an unknown command says, and is free."""
    olga = await street.neighbour("Olga", organiser=True)
    await street.neighbour("Pia", organiser=True)
    await street.neighbour("Ben")
    await notes(olga, "Ben")

    def resign(session: object) -> None:
        olga.row(session).is_organiser = False  # type: ignore[arg-type]

    await street.store.write(resign)
    await olga.taps("A reference")
    await olga.hears("We don't know that one")
    assert await street.rows(Attestation) == [] == await street.rows(Conversation)
    await olga.says("hello")
    await olga.hears("Hello, Olga")


async def test_whoever_leaves_is_no_longer_there_to_be_checked(street: Street) -> None:
    """Ben leaves while Olga notes something of him: nothing is kept, and she is not left in a talk."""
    olga = await street.neighbour("Olga", organiser=True)
    ben = await street.neighbour("Ben")
    await notes(olga, "Ben", "A basic check")
    await ben.says("/leave")
    await ben.taps_each("Leave", "Yes, leave now")
    await olga.taps("For 1 year")
    await olga.hears("We don't know that one")
    assert await street.rows(Attestation) == [] == await street.rows(Conversation)


async def test_a_door_where_somebody_else_is_wished_for_is_not_shown(street: Street) -> None:
    """Ada would rather have a woman come: Ben does not see it, Cara does, and Olga finds another way."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben, cara = [await street.neighbour(name) for name in ("Ada", "Ben", "Cara")]

    def say(session: object) -> None:
        ada.row(session).comes = Gender.WOMAN  # type: ignore[arg-type]
        cara.row(session).gender = Gender.WOMAN  # type: ignore[arg-type]

    await street.store.write(say)
    await asks_for_shopping(ada)
    await ben.says("/browse")
    await ben.hears("Nobody needs it just now")
    for data in ("look:1", "help:1"):
        await ben.taps_data(data)
        await ben.hears("We don't know that one")
    await cara.says("/browse")
    await cara.hears("Shopping")
    await street.later(hours=14)
    await olga.says("/admin")
    await olga.taps("Find help: Ada")
    assert "I will find somebody" in olga.buttons()
    assert "I will do it myself" not in olga.buttons()


async def test_both_rooms_in_spanish(street: Street) -> None:
    """An organiser who reads Spanish sets a demand and notes a check in it, typing where Ben would tap."""
    olga = await street.neighbour("Olga", organiser=True, language="es")
    ben = await street.neighbour("Ben", "lift", language="es")
    await olga.says("/admin")
    await olga.taps_each("Seguridad", "Qué pide cada ayuda", "Transporte", "Cambiar la comprobación")
    await olga.says("comprobación ampliada")
    await olga.hears("Queda anotado", "Transporte", "Esto pide: una comprobación ampliada")
    await ben.says("/offer")
    await ben.hears("Transporte. Falta todavía: una comprobación ampliada", "Habla con Olga")
    await olga.says("/admin")
    await olga.taps_each("Seguridad", "Ver comprobaciones")
    await olga.says_each("ben", "he visto algo", "comprobación ampliada", "hasta el 3 de diciembre de 2028")
    await olga.hears("1. Comprobación ampliada. Lo vio Olga", "vale hasta el domingo 3 de diciembre de 2028")
    await ben.says("/offer")
    await ben.hears_nothing_of("Falta")
