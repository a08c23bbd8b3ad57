"""Proves that the offline list of towns finds what people write, asks where it must, and stays small."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot import gazetteer
from bot.gazetteer import Match, Shelf, Towns, country_name, fold
from models.place import Point, distance_m

LEEDS = Point(53.8, -1.55)
TELFORD = Point(52.68, -2.45)


@pytest.fixture(scope="module")
def towns() -> Towns:
    """The list, read once for all tests of this file."""
    return Towns()


def named(towns: Towns, text: str, country: str | None = "GB", near: Point | None = None) -> list[Match]:
    """Returns the towns that a text surely names, in English."""
    matches, sure = towns.named(text, language="en", near=near, country=country)
    return matches if sure else []


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Stoke-on-Trent", "stoke on trent"),
        ("KING’S LYNN", "kings lynn"),
        ("Saint Helens", "st helens"),
        ("St. Helens", "st helens"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("İzmir", "izmir"),
        ("Ağrı", "agri"),
        ("  Ynys\tMôn ", "ynys mon"),
        ("القَاهِرة", "القاهرة"),
        ("दिल्ली", "दिल्ली"),
        ("", ""),
    ],
)
def test_names_are_compared_as_people_write_them(written: str, folded: str) -> None:
    """Capitals, accents, hyphens and apostrophes make no difference; the vowels of Hindi do."""
    assert fold(written) == fold(folded)
    if folded.isascii():
        assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Leeds", "Leeds"),
        ("leeds, england", "Leeds"),
        ("LEEDS UK", "Leeds"),
        ("stoke on trent", "Stoke-on-Trent"),
        ("kings lynn", "King's Lynn"),
        ("Caerdydd", "Cardiff"),
        ("Лидс", "Leeds"),
        ("newport wales", "Newport"),
    ],
)
def test_a_town_is_found_by_the_names_it_has(towns: Towns, text: str, name: str) -> None:
    """A town is found by its name, its name in Welsh or Russian, and with its region behind it."""
    matches = named(towns, text)
    assert matches[0].town.name == name
    assert matches[0].town.country == "GB"


def test_a_name_that_many_towns_have_returns_them_all_told_apart(towns: Towns) -> None:
    """There are six Newports in Britain, and each comes with another region or larger town."""
    matches = named(towns, "Newport")
    assert len(matches) == 6
    assert {match.town.country for match in matches} == {"GB"}
    details = [match.detail("en", with_country=False) for match in matches]
    assert len(set(details)) == 6
    assert details[0] == "Wales", "the largest comes first and needs no larger town to be told by"
    assert "Telford, England" in details


def test_what_is_said_behind_the_name_chooses_among_them(towns: Towns) -> None:
    """Newport near Telford is one town, and Newport in Wales is another."""
    (telford,) = named(towns, "Newport, Telford")
    assert distance_m(telford.town.point, TELFORD) < 15_000
    assert {match.town.region for match in named(towns, "Newport, Wales")} == {"Wales"}


def test_what_nobody_understands_behind_the_name_makes_it_uncertain(towns: Towns) -> None:
    """Newport, Narnia returns all of them, and says that it is not sure."""
    matches, sure = towns.named("Newport, Narnia", language="en", near=None, country="GB")
    assert (len(matches), sure) == (6, False)


def test_the_nearest_comes_first_when_it_is_known_where_to_look(towns: Towns) -> None:
    """Seen from Telford, its Newport comes before the large one in Wales."""
    assert distance_m(named(towns, "Newport", near=TELFORD)[0].town.point, TELFORD) < 15_000


def test_a_country_shuts_the_others_out(towns: Towns) -> None:
    """In Ireland only Irish Newports are found, and no Leeds."""
    assert {match.town.country for match in named(towns, "Newport", "IE")} == {"IE"}
    assert named(towns, "Leeds", "IE") == []


def test_without_a_country_the_larger_towns_of_the_world_are_known(towns: Towns) -> None:
    """Paris, Texas is found beside Paris, in the words of the reader's language."""
    matches = named(towns, "Paris", None)
    assert [match.town.country for match in matches] == ["FR", "US"]
    assert matches[0].detail("cy", with_country=True) == "Ffrainc"
    assert matches[1].detail("en", with_country=True).endswith("Texas, United States")
    assert [match.town.name for match in named(towns, "cologne", None)] == ["Köln"]


def test_an_unknown_name_is_no_town(towns: Towns) -> None:
    """What is no town, nothing at all, and a line of commas return nothing."""
    for text in ("Xyzzy", "", " , ,", "\n"):
        assert named(towns, text) == []


def test_the_town_of_an_address_is_a_guess(towns: Towns) -> None:
    """An address leads to its town, with and without a comma, but not by its street's name."""
    for text in ("12 High Street, Leeds", "12 High Street Leeds", "Flat 2, 12 Bath Road, Leeds, "):
        assert named(towns, text) == []
        assert [match.town.name for match in towns.guessed(text, near=None, country="GB")] == ["Leeds"]


def test_a_slip_of_the_pen_is_a_guess(towns: Towns) -> None:
    """One wrong or missing letter still leads to the town; no postcode or short word is bent into one."""
    assert towns.guessed("Clithero", near=None, country="GB")[0].town.name == "Clitheroe"
    assert towns.guessed("Hebden brige", near=None, country="GB")[0].town.name == "Hebden Bridge"
    for text in ("LS1 4AP", "xq", "???"):
        assert towns.guessed(text, near=None, country="GB") == []


def test_a_country_without_a_name_in_some_language_has_its_english_one() -> None:
    """The name is in the language asked for, else in English, else the code."""
    assert country_name("GB", "de") == "Vereinigtes Königreich"
    assert country_name("GB", "no such language") == "United Kingdom"
    assert country_name("QQ", "en") == "QQ"


def test_only_a_few_countries_are_kept(towns: Towns) -> None:
    """Asking about one country after the other does not fill the memory."""
    other = Towns()
    for country in ("IE", "MT", "IS", "LU"):
        other.named("x", language="en", near=None, country=country)
    assert list(other._shelves) == ["IS", "LU"]


def test_a_list_laid_out_otherwise_is_never_an_empty_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """If an upgrade changes the file, finding nothing is an error and not an answer."""
    monkeypatch.setattr(gazetteer, "COUNTRY_FILE", "us_states.json")
    with pytest.raises(RuntimeError, match="not laid out"):
        Shelf("GB")


def test_a_country_takes_little_memory() -> None:
    """Reading Britain from a list of 80 MB takes a process less than 25 MB, the world 25 more."""
    measure = (
        "import psutil; from bot.gazetteer import Shelf; rss = lambda: psutil.Process().memory_info().rss;"
        "before = rss(); britain = Shelf('GB'); middle = rss(); world = Shelf(None);"
        "print(len(britain.towns), len(world.towns), middle - before, rss() - before)"
    )
    told = subprocess.run([sys.executable, "-c", measure], capture_output=True, text=True, check=True).stdout
    british, all_towns, britain_bytes, both_bytes = map(int, told.split())
    assert british > 5_000
    assert all_towns > 30_000
    assert britain_bytes < 25_000_000
    assert both_bytes < 50_000_000
