"""Proves what is recognised as something nobody may do, in each language, and what is not."""

from __future__ import annotations

import pytest

from bot import never
from bot.language import speaker
from models.caution import Never

MEANT = {
    "en": {
        Never.PERSONAL_CARE: ["Could you wash me on Fridays", "help me GETTING DRESSED!",
                              "help her to the toilet",
                              "give my mum a bath", "cut my toenails please"],
        Never.MEDICINES: ["give mum her tablets at 8", "give insulin", "injections", "put in my eye drops",
                          "sort my pills for the week"],
        Never.LIFTING: ["lift him", "get me out of bed", "lift my husband out of bed", "we have a hoist"],
        Never.CARDS: ["take my bank card", "my PIN is 1234", "withdraw some money",
                      "get some cash out for me"],
        Never.ATTORNEY: ["power of attorney", "sign it on my behalf", "could you lend me £20",
                         "witness my will"],
        Never.OVERNIGHT: ["stay overnight", "somebody to sit with her through the night",
                          "sleep here on Friday"],
    },
    "es": {
        Never.PERSONAL_CARE: ["ayuda para ducharme", "bañar a mi madre", "llevarme al baño por la tarde"],
        Never.MEDICINES: ["darle a mi padre las pastillas", "ponerme la insulina", "una inyección",
                          "curarme la herida"],
        Never.LIFTING: ["levantarme de la cama", "acostar a mi marido"],
        Never.CARDS: ["sacar dinero del cajero", "te doy mi tarjeta", "mi PIN"],
        Never.ATTORNEY: ["un poder notarial", "firmar por mí", "¿podéis prestarme 20 euros?"],
        Never.OVERNIGHT: ["quedarse a dormir", "pasar la noche conmigo"],
    },
}  # fmt: skip
FINE = {
    "en": [
        "I need a lift, my mother cannot walk far", "fetch my tablets from the chemist", "wash the car",
        "the tap in the shower leaks", "my daughter will be there", "feed her twice a day, she is a spaniel",
        "a card for my sister's birthday", "sign language would be great", "cook a meal", "lift the sofa",
        "ring the bell, I can't get up quickly", "a letter to the bank", "the medicine cabinet door is loose",
        "at night I am alone, so a chat would be lovely", "shopping: milk, plasters, nappies for my grandson",
        "walk the dog to the post office", "pin the curtains", "borrow a ladder",
        "my notebook will not start",
        "nothing heavy to carry", "dress to be shortened", "put up a shelf in the bathroom",
    ],
    "es": [
        "recoger mis pastillas en la farmacia", "lavar el coche", "arreglar la ducha",
        "el grifo del baño gotea",
        "una carta para el banco", "una tarjeta de cumpleaños", "por la noche estoy sola", "pasear al perro",
        "acortar un vestido", "llevarme al médico", "levantar un mueble", "comprar una venda",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "what", "text"),
    [
        (language, what, text)
        for language in MEANT
        for what, texts in MEANT[language].items()
        for text in texts
    ],
)
def test_it_is_recognised(language: str, what: Never, text: str) -> None:
    """As people say it, whatever the case, the accents and the words between."""
    assert never.recognised(text, language) is what


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in FINE.items() for text in texts]
)
def test_ordinary_wishes_are_not_taken_for_it(language: str, text: str) -> None:
    """What only sounds like it is asked for as ever."""
    assert never.recognised(text, language) is None


@pytest.mark.parametrize("language", list(speaker().languages()))
def test_every_language_has_words_for_each(language: str) -> None:
    """The reason, and a list of what people type for it, that is not empty."""
    for one in Never:
        assert speaker().knows(f"never-{one.value}", language)
        assert speaker().knows(f"typed-never-{one.value}", language)
        assert speaker().phrases(f"typed-never-{one.value}", language)
