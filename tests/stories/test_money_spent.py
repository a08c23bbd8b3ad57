"""Money that one neighbour spends for another: the most agreed first, the receipt passed on, the sum noted by
both, and an organiser for what is not plain."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlmodel import Session

from models import erasure, own_data, unsettled
from models.journal import JournalEntry
from models.ledger import Transfer
from models.notification import Notice, Notification
from models.spending import Spending, State
from tests.stories.favours import agree, say_how_long
from tests.stories.neighbours import Neighbour, Street
from tests.stories.visits import ENDS, STARTS, count, is_there, look_away

# Between a sum and its sign, as Spanish writes them.
NBSP = "\u00a0"
RIGHT, LATER, WRONG = "Yes, and paid back", "Right, I'll pay later", "No, that's not right"


async def the_row(street: Street) -> Spending:
    """What is kept of the one visit of a story."""
    [row] = await street.rows(Spending)
    return row


async def both_agree(street: Street, ada: Neighbour, ben: Neighbour, most: str = "Up to £20") -> None:
    """Ada says the most, and Ben agrees to it."""
    await agree(ada, ben)
    await ada.taps_each("Say the most to spend", most)
    await ben.hears("Ada asks you to pay for something", "Is that all right?")
    await ben.taps(most.replace("Up to", "Yes, up to"))


async def notes(ben: Neighbour, sum_: str, photo: bool = False) -> None:
    """Ben notes what he has spent."""
    await ben.taps("Note what I spent")
    await ben.says(sum_)
    await (ben.does("sends_photo") if photo else ben.taps("No photo"))


async def two(street: Street) -> tuple[Neighbour, Neighbour]:
    """Ada, who asks, and Ben, who goes shopping."""
    return await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")


async def test_the_most_is_agreed_the_receipt_passed_on_and_the_sum_said_to_be_right(street: Street) -> None:
    """Ada says how much at most, Ben agrees before the visit, and after it notes the sum with a photo; Ada
    gets that very photo and says that she has paid it back. No line of the ledger knows of money."""
    ada, ben = await two(street)
    await agree(ada, ben)
    await ada.hears("It is agreed", "If Ben pays for something, say first how much at most")
    await ada.taps("Say the most to spend")
    await ada.hears("it is £30 at most", "How much may Ben spend for you?")
    assert ada.buttons()[:4] == ["Up to £10", "Up to £20", "Up to £30", "Nothing"]
    await ada.taps("Up to £20")
    await ada.hears("You said: at most £20", "Never give anybody a card or a PIN")
    await ben.hears("Ada asks you to pay for something, £20 at most", "Never take a card or a PIN")
    await ben.taps("Yes, up to £20")
    await ben.hears("It is agreed: you spend £20 for Ada at most")
    await ada.hears("It is agreed: Ben may spend £20 for you at most")
    await is_there(street, ben)
    await ben.taps("Note what I spent")
    await ben.hears("How much did you spend for Ada?", "“£12.40”")
    await ben.says("12.40")
    await ben.hears("Would you like to send a photo of the receipt?")
    await ben.does("sends_photo")
    await ben.hears("You noted: £12.40", "We have asked Ada")
    asked = await ada.hears("Ben spent £12.40 for you", "Is that right, and did you pay it back?")
    assert asked.attachment is not None and asked.attachment.kind == "photo"
    row = await the_row(street)
    assert row.receipt == asked.attachment.file_id
    assert (row.most_minor, row.agreed_minor, row.spent_minor, row.currency) == (2_000, 2_000, 1_240, "GBP")
    await ada.taps(RIGHT)
    await ada.hears("right and paid back: £12.40")
    await ben.hears("Ada says that this is right and paid back: £12.40")
    assert (await the_row(street)).state is State.RIGHT
    await street.until(ENDS)
    await ben.taps_each("I have left", "1 hour")
    await street.until(ENDS + timedelta(minutes=20))
    await ada.taps("1 hour")
    lines = await street.rows(Transfer)
    assert all(line.minutes in (60, 120) for line in lines)
    await street.later(days=5)
    # He had noted it by himself, so that he is not asked.
    assert count(ben, "How much did you spend?") == 0


async def test_the_same_in_spanish(street: Street) -> None:
    """Eva and Leo read Spanish: sums are written and read as in Spanish, with a comma before the pence."""
    eva = await street.neighbour("Eva", language="es")
    leo = await street.neighbour("Leo", "shopping", language="es")
    await eva.says("/ask")
    await eva.taps_each("Compras", "Mañana, martes", "A hora fija")
    await eva.says("14:00")
    await eva.taps_each("1 hora", "En mi casa", "Lo diré más tarde", "Nada más", "Quien primero diga sí")
    await eva.taps("Sí, envíalo")
    await leo.taps("Sí, martes a las 14:00")
    await eva.hears("Si Leo va a pagar algo, di antes cuánto como mucho")
    await eva.taps("Decir cuánto como mucho")
    await eva.says("doce libras con cincuenta")
    await eva.hears("No hemos entendido esa cantidad", f"«12,40{NBSP}£»")
    await eva.says("12,50 libras")
    await leo.hears(f"Eva te pide que pagues algo, 12,50{NBSP}£ como mucho", "¿Te parece bien?")
    await leo.taps(f"Sí, hasta 12,50{NBSP}£")
    await eva.hears(f"Leo puede gastar por ti 12,50{NBSP}£ como mucho")
    await street.until(STARTS)
    await leo.taps("Ya estoy aquí")
    await leo.taps("Anotar lo que gasté")
    await leo.says("11,05 £")
    await leo.taps("Sin foto")
    await eva.hears(f"Leo gastó 11,05{NBSP}£ por ti", "¿Es así, y se lo has devuelto?")
    await eva.taps("Sí, y ya lo devolví")
    await leo.hears(f"Eva dice que está bien y que ya te lo ha devuelto: 11,05{NBSP}£")


async def test_nothing_is_said_and_nothing_is_asked(street: Street) -> None:
    """Who says nothing of money is asked nothing about it; "nothing" is an answer that bothers nobody."""
    ada, ben = await two(street)
    await agree(ada, ben)
    look_away(ada, ben)
    await ada.taps_each("Say the most to spend", "Nothing")
    await ada.hears("You said that Ben buys nothing for you")
    assert not ben.news
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    await street.later(days=5)
    assert count(ben, "How much did you spend") == 0
    assert [row for row in await street.rows(Notification) if row.kind is Notice.TASK_MONEY] == []


async def test_help_in_which_nothing_is_paid_has_no_button_for_it(street: Street) -> None:
    """Company costs nothing, so nothing is said of money, and a button that was forged is refused."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "dog")
    await ada.says("/ask")
    await ada.taps_each("Dog walking", "Tomorrow, Tuesday", "At a set time")
    await ada.says("2pm")
    await ada.taps_each("30 minutes", "At my home", "I will tell them later", "Nothing more")
    await ada.taps_each("First to say yes", "Yes, send it")
    await ben.taps("Yes, Tuesday 2pm")
    await ada.hears("It is agreed")
    await ada.hears_nothing_of("how much at most")
    await ada.taps_data("moneymost:1")
    await ada.hears("Nothing is paid for anybody in this kind of help")
    await ben.taps_data("ex:1")
    assert "Money for this visit" not in ben.buttons()
    assert await street.rows(Spending) == []


async def test_wrong_sums_are_asked_for_again_with_an_example(street: Street) -> None:
    """More than the bank allows, another currency, words and signs: each is answered kindly and exactly, and
    the third time a person is offered."""
    ada, ben = await two(street)
    await agree(ada, ben)
    await ada.taps("Say the most to spend")
    await ada.says("£31")
    await ada.hears("it is £30 at most", "a sum up to that")
    await ada.says("€12")
    await ada.hears("Only figures, please")
    await ada.says("-5")
    await ada.hears("A person can help")
    await ada.says("it is about 15 quid at most, please")
    await ada.hears("You said: at most £15")
    await ben.taps("Yes, up to £15")
    await street.until(STARTS)
    await ben.taps("I am here")
    await ben.taps("Note what I spent")
    await ben.says("some bread and milk")
    await ben.hears("We did not understand that sum", "“£12.40”")
    await ben.says("£123456")
    await ben.hears("Only figures, please")
    await ben.says("80p")
    await ben.hears("Would you like to send a photo")
    await ben.says("here it is")
    await ben.hears("That is no photo")
    await ben.does("sends_voice")
    await ben.hears("Only a photo will do here")
    await ben.taps("No photo")
    await ada.hears("Ben spent £0.80 for you")


async def test_every_tap_counts_once_and_late_ones_say_how_it_stands(street: Street) -> None:
    """Twice is once, a tap on a sum that has changed since changes nothing, and none breaks anything."""
    ada, ben = await two(street)
    await agree(ada, ben)
    await ada.taps_each("Say the most to spend", "Up to £10")
    old_yes, old_no = ben.data_of("Yes, up to £10"), ben.data_of("No, I'd rather not pay")
    await ada.taps_each("Say another sum", "Up to £20")
    await ben.taps_data(old_yes)
    await ben.hears("£20 at most", "Is that all right?")
    assert (await the_row(street)).agreed_minor is None
    yes = ben.data_of("Yes, up to £20")
    for _ in range(3):
        await ben.taps_data(yes)
        await ben.hears("It is agreed: you spend £20")
    assert count(ada, "It is agreed: Ben may spend £20") == 1
    await is_there(street, ben)
    for _ in range(2):
        await notes(ben, "12.40")
    assert count(ada, "Ben spent £12.40") == 1
    right, wrong = ada.data_of(RIGHT), ada.data_of(WRONG)
    await ben.taps_data("money:1")
    await ben.taps("Correct the sum")
    await ben.says("14.20")
    await ben.taps("No photo")
    await ada.hears("Ben spent £14.20 for you")
    await ada.taps_data(wrong)
    await ada.hears("Ben spent £14.20 for you", "Is that right")
    assert (await the_row(street)).state is State.NOTED
    now_right = ada.data_of(RIGHT)
    assert now_right != right
    for _ in range(2):
        await ada.taps_data(now_right)
        await ada.hears("right and paid back: £14.20")
    assert count(ben, "right and paid back: £14.20") == 1
    for data in (yes, old_no, "moneynote:1"):
        await ben.taps_data(data)
        await ben.hears("right and paid back: £14.20")
    for data in ("moneymost:1", wrong, f"moneywrong:1:{1_420}"):
        await ada.taps_data(data)
        await ada.hears("right and paid back: £14.20")
    row = await the_row(street)
    assert (row.state, row.spent_minor, row.look_since) == (State.RIGHT, 1_420, None)


async def test_a_stranger_and_the_wrong_side_change_nothing(street: Street) -> None:
    """Mallory's forged buttons lead to nothing, and neither of the two can answer for the other one."""
    ada, ben = await two(street)
    mallory = await street.neighbour("Mallory", "dog")
    await agree(ada, ben)
    await ada.taps_each("Say the most to spend", "Up to £20")
    before = await the_row(street)
    forged = [
        *("money:1", "moneymost:1", "moneyyes:1:2000", "moneyno:1:2000", "moneynote:1", "moneyright:1:1240"),
        *("moneylater:1:1240", "moneywrong:1:1240", "moneytheirs:1", "moneyclose:1:0", "moneyreceipt:1"),
    ]
    for data in forged:
        await mallory.taps_data(data)
        await mallory.hears("We don't know that one")
    for data in ("moneyyes:1:2000", "moneyno:1:2000", "moneynote:1", "moneyclose:1", "moneyreceipt:1"):
        await ada.taps_data(data)
        await ada.hears("We don't know that one")
    for data in ("moneymost:1", "moneyright:1:0", "moneywrong:1:0", "moneytheirs:1", "moneyclose:1:500"):
        await ben.taps_data(data)
        await ben.hears("We don't know that one")
    for data in ("moneyyes:1", "moneyyes:1:-5", "moneyyes:1:x", "money", f"moneyyes:1:{'9' * 19}"):
        await ben.taps_data(data)
    assert (await the_row(street)).model_dump() == before.model_dump()


async def test_a_helper_may_rather_not_and_the_asker_reads_it(street: Street) -> None:
    """Ben would rather not pay; Ada reads it kindly. He changes his mind, and she reads that, too."""
    ada, ben = await two(street)
    await agree(ada, ben)
    await ada.taps_each("Say the most to spend", "Up to £30")
    yes = ben.data_of("Yes, up to £30")
    await ben.taps("No, I'd rather not pay")
    await ben.hears("you would rather not pay for anything")
    await ada.hears("Ben would rather not pay for anything, and that is fine")
    await ben.taps_data(yes)
    await ada.hears("It is agreed: Ben may spend £30")


async def test_more_needs_another_yes_and_less_does_not(street: Street) -> None:
    """Until Ben agrees to more, the old sum holds; less holds at once, until the visit has begun."""
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await ada.taps_each("Say another sum", "Up to £30")
    await ada.hears("Until then you both agree on £20 at most")
    assert (await the_row(street)).limit_minor == 2_000
    await ben.taps("Yes, up to £30")
    await ada.taps_each("Say another sum", "Up to £10")
    await ben.hears("It is agreed: you spend £10 for Ada at most")
    await is_there(street, ben)
    await ada.taps_data("moneymost:1")
    await ada.says("5")
    await ada.hears("your neighbour may be in the shop by now")
    await ada.says("25")
    await ben.taps("Yes, up to £25")
    assert (await the_row(street)).limit_minor == 2_500


async def test_a_photo_that_comes_by_itself_is_the_receipt(street: Street) -> None:
    """Whoever sends the photo first is asked for the sum; whoever sends it after the sum need do no more."""
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await ben.does("sends_photo")
    await ben.hears("We can read words and places, but nothing else")
    await is_there(street, ben)
    await ben.does("sends_photo")
    await ben.hears("How much did you spend for Ada?")
    await ben.says("9")
    await ben.hears("You noted: £9")
    first = await ada.hears("Ben spent £9 for you")
    assert first.attachment is not None
    await ben.does("sends_photo")
    await ben.hears("We pass the photo of the receipt on to Ada")
    again = await ada.hears("Ben spent £9 for you")
    assert again.attachment is not None and again.attachment.file_id != first.attachment.file_id


async def test_a_photo_that_telegram_knows_no_more_keeps_no_words_back(street: Street) -> None:
    """Where the photo cannot be passed on, Ada is asked all the same."""
    street.refusals_allowed = True
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await is_there(street, ben)
    street.messenger.fail_next(
        "sendPhoto",
        status=400,
        description="Bad Request: wrong file identifier/HTTP URL specified",
        chat_id=ada.person.chat_id,
    )
    await notes(ben, "12", photo=True)
    asked = await ada.hears("Ben spent £12 for you")
    assert asked.attachment is None and RIGHT in asked.labels


async def test_different_sums_go_to_an_organiser_who_settles_it_in_two_taps(street: Street) -> None:
    """Ada remembers another sum. Olga reads both, looks at the receipt on record, and settles it; both read
    what it was, and nobody is blamed."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await is_there(street, ben)
    await notes(ben, "12.40", photo=True)
    await ada.taps(WRONG)
    await ada.hears("How much was it?")
    await ben.hears("Ada remembers it differently", "An organiser takes a look", "Nobody is blamed")
    await olga.hears("It is about money that was spent", "Ben noted for Ada: £12.40")
    await ada.says("10.40")
    await ada.hears("not right: £12.40", "You say that it was: £10.40")
    await olga.says("/admin")
    await olga.hears("Money to look at: Ben and Ada")
    await olga.taps("Money: Ben")
    await olga.hears("Agreed first: £20 at most", "it was £10.40, and not what Ben noted")
    await olga.taps("See the receipt")
    seen = await olga.hears("That you looked at it is written down")
    assert seen.attachment is not None
    close = olga.data_of("It was £10.40")
    for _ in range(2):
        await olga.taps_data(close)
    await ada.hears("An organiser has looked at the money between you and Ben", "It was: £10.40")
    await ben.hears("An organiser has looked at the money between you and Ada", "It was: £10.40")
    assert count(ada, "An organiser has looked") == count(ben, "An organiser has looked") == 1
    acts = [row.act for row in await street.rows(JournalEntry) if row.act.startswith("spending.")]
    assert acts == ["spending.receipt", "spending.close"]
    await olga.says("/admin")
    await olga.hears_nothing_of("Money to look at")
    await olga.says("/journal")
    await olga.hears("settled the money of exchange 1", "looked at the receipt of exchange 1")
    await ada.taps_data("moneyright:1:1240")
    await ada.hears("An organiser has looked")


async def test_a_slip_is_corrected_without_an_organiser(street: Street) -> None:
    """Ben typed one figure wrong. He corrects it, Ada says yes, and nothing is left in the queue."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await is_there(street, ben)
    await notes(ben, "14.20")
    await ada.taps_each(WRONG, "I don't know")
    await ben.hears("Ada remembers it differently")
    await ben.taps("Correct the sum")
    await ben.says("12.40")
    await ben.taps("No photo")
    await ada.hears("Ben spent £12.40 for you")
    await ada.taps(RIGHT)
    await ben.hears("right and paid back: £12.40")
    await olga.says("/admin")
    await olga.hears_nothing_of("Money to look at")


async def test_more_than_was_agreed_is_noted_and_an_organiser_takes_a_look(street: Street) -> None:
    """The bread was dearer. It is noted as it was, Ada is asked as ever, and Olga reads of it, also after Ada
    has said that it is right."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await is_there(street, ben)
    await notes(ben, "23")
    await ben.hears("You noted: £23", "more was spent than the £20", "An organiser takes a look")
    await ada.hears("more was spent than the £20", "Ben spent £23 for you")
    await olga.hears("Ben noted for Ada: £23", "Agreed first: £20 at most")
    await ada.taps(RIGHT)
    await ben.hears("right and paid back: £23")
    await olga.says("/admin")
    await olga.taps("Money: Ben")
    await olga.hears("right and paid back")
    await olga.taps("I have seen to it")
    await olga.hears_nothing_of("Money to look at")
    assert (await the_row(street)).state is State.CLOSED


async def test_money_of_which_nothing_was_agreed_is_told_kindly(street: Street) -> None:
    """Nobody had said a sum, and Ben bought milk. He can note it, and nobody is told off."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await two(street)
    await agree(ada, ben)
    await is_there(street, ben)
    await ben.taps("Money for this visit")
    await ben.hears("Ada has not asked you to pay for anything so far")
    await notes(ben, "1.10")
    await ada.hears("You had not agreed on a sum first", "Ben spent £1.10")
    await olga.hears("They had agreed on no sum first")


async def test_silence_is_asked_once_more_and_then_shown_to_an_organiser(street: Street) -> None:
    """Ben is silent for days, and then Ada: each is asked once more a day later, and then Olga reads it.
    An answer takes it out of her queue again."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await street.until(ENDS + timedelta(hours=2))
    await ben.hears("You agreed with Ada on £20 at most", "How much did you spend?")
    await street.until(ENDS + timedelta(days=3, hours=1))
    assert count(ben, "How much did you spend?") == 2
    await olga.hears("Ben has not noted so far what was spent for Ada")
    await notes(ben, "12.40")
    await olga.says("/admin")
    await olga.hears_nothing_of("Money to look at")
    look_away(olga)
    await street.later(days=3, hours=1)
    assert count(ada, "Ben spent £12.40 for you") == 2
    await olga.hears("Ada has not said if the sum of Ben is right")
    await ada.taps(RIGHT)
    await olga.says("/admin")
    await olga.hears_nothing_of("Money to look at")


async def test_not_paid_back_so_far_is_no_trouble(street: Street) -> None:
    """Ada has no cash in the house. She says so, Ben reads it where he looks, and she is asked once more."""
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await is_there(street, ben)
    await notes(ben, "12.40")
    await ada.taps(LATER)
    await ada.hears("Please pay it back soon", "once more tomorrow")
    await ben.taps_data("money:1")
    await ben.hears("Ada says that the sum is right: £12.40", "later")
    look_away(ada)
    await street.later(days=1, minutes=1)
    await ada.hears("You said that you pay it back later", "Have you paid it back now?")
    await ada.taps(RIGHT)
    await ben.hears("right and paid back: £12.40")


async def test_nobody_settles_money_of_their_own(street: Street) -> None:
    """Olga is the helper: it is nothing for her to settle. With no other organiser the two read that."""
    ada, olga = await street.neighbour("Ada"), await street.neighbour("Olga", "shopping", organiser=True)
    await both_agree(street, ada, olga)
    await is_there(street, olga)
    await notes(olga, "12.40", photo=True)
    await ada.taps_each(WRONG, "I don't know")
    await ada.hears("No other organiser is here just now", "talk it over with Olga")
    for data in ("moneyclose:1:1240", "moneyclose:1", "moneyreceipt:1", "task:money:1"):
        await olga.taps_data(data)
        await olga.hears("We don't know that one")
    await olga.says("/admin")
    await olga.hears_nothing_of("Money to look at")
    omar = await street.neighbour("Omar", organiser=True)
    await omar.says("/admin")
    await omar.taps("Money: Olga")
    await omar.taps("It was £12.40")
    await olga.hears("An organiser has looked at the money between you and Ada")


async def test_a_visit_that_is_called_off_asks_nothing_of_money(street: Street) -> None:
    """What was agreed falls away with the visit, also for whoever taps on an old message."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await ada.taps_data("out:1")
    await ada.taps("Yes, cancel this")
    look_away(ben, olga)
    await ben.taps_data("moneyno:1:2000")
    await ben.hears("It is agreed: you spend £20")
    await street.later(days=6)
    assert count(ben, "How much did you spend?") == 0
    await olga.hears_nothing_of("money")
    assert (await the_row(street)).due_at is None


async def test_an_organiser_says_it_for_somebody_and_it_is_on_record(street: Street) -> None:
    """Olga acts for Ada: she says the most for her, and Ada reads that. Another one settles what differs."""
    olga, omar = [await street.neighbour(name, organiser=True) for name in ("Olga", "Omar")]
    ada, ben = await two(street)
    await agree(ada, ben)
    await olga.says("/for Ada")
    await olga.taps_data("moneymost:1")
    await olga.taps("Up to £20")
    await olga.hears("For Ada", "You said: at most £20")
    await ada.hears("Olga, an organiser, has said something for you about money", "at most £20")
    await ben.taps("Yes, up to £20")
    await is_there(street, ben)
    await notes(ben, "12.40")
    await ada.taps_each(WRONG, "I don't know")
    await olga.says("/stop")
    await olga.taps_data("moneyclose:1:1240")
    await olga.hears("another organiser closes it")
    assert (await the_row(street)).closed_at is None
    await omar.taps_data("moneyclose:1:1240")
    assert (await the_row(street)).closed_at is not None


async def test_the_bank_says_how_much_or_that_there_is_none(street: Street) -> None:
    """Olga sets the cap in the chat, typed as one says it; at nothing, nobody is asked about money."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await two(street)
    await olga.says("/settings")
    await olga.taps_each("Looking after people", "Paid for a neighbour")
    await olga.hears("Paid for a neighbour: £30", "Usually it is: £30")
    await olga.taps("Change it")
    await olga.says("£15.50")
    await olga.hears("It will be £15.50 instead of £30")
    await olga.taps("Yes, change it")
    await agree(ada, ben)
    await ada.taps("Say the most to spend")
    await ada.hears("it is £15.50 at most")
    assert ada.buttons()[:3] == ["Up to £5", "Up to £10", "Up to £15.50"]
    await ada.taps("Stop")
    await olga.taps_each("Change it", "£0", "Yes, change it")
    await ada.taps_data("moneymost:1")
    await ada.hears("Nothing is paid for anybody")
    await ada.taps_data("ex:1")
    assert "Say the most to spend" not in ada.buttons()


async def test_it_is_in_ones_own_data_and_forgotten_in_its_time(street: Street) -> None:
    """Both find it in what they take along. After a month the photo is forgotten, after a year the sum; when
    somebody is forgotten the photo goes at once."""
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await is_there(street, ben)
    await notes(ben, "12.40", photo=True)
    await ada.taps(RIGHT)

    def data_of(session: Session, who: Neighbour) -> list[dict[str, object]]:
        found = own_data.collect(session, who.row(session), street.now())["tables"].get("spending", [])
        return list(found)

    for who in (ada, ben):
        [taken] = await street.store.read(partial(data_of, who=who))
        assert (taken["spent_minor"], taken["currency"], bool(taken["receipt"])) == (1_240, "GBP", True)

    async def forget_at(days: int) -> list[Spending]:
        at = ENDS + timedelta(days=days)
        await street.store.write(lambda session: unsettled.forget(session, street.timebank_id, at))
        return await street.rows(Spending)

    assert [bool(row.receipt) for row in await forget_at(29)] == [True]
    assert [(row.receipt, row.spent_minor) for row in await forget_at(31)] == [("", 1_240)]
    assert await forget_at(400) == []


async def test_a_receipt_goes_with_whoever_is_forgotten(street: Street) -> None:
    """Ben is forgotten: the photo goes, and the sum stays under no name, because it is Ada's, too."""
    ada, ben = await two(street)
    await both_agree(street, ada, ben)
    await is_there(street, ben)
    await notes(ben, "12.40", photo=True)
    await street.store.write(lambda session: erasure.forget(session, ben.row(session), street.now()))
    row = await the_row(street)
    assert (row.receipt, row.spent_minor) == ("", 1_240)
    await ada.taps(RIGHT)
    await ada.hears("right and paid back: £12.40")
