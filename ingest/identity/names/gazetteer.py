"""Countries, continents, big cities and world bodies in many languages, from the CLDR data in babel.

Only what a package ships; a knowledge base belongs elsewhere. Values only.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import get_timezone_location

from ingest.identity.names.forms import NameForm, name_form
from ingest.identity.names.lexicon import listed

_DEMONYM = listed("demonym")


@cache
def _codes() -> tuple[dict[str, str], dict[str, str]]:
    """Name -> code by its letters, and by its stems where that is no other's name."""
    exact: dict[str, str] = {}
    stems: dict[str, set[str]] = {}
    for language in sorted(listed("language")):
        locale = Locale(language)
        places = dict(locale.territories.items())
        places |= {
            zone: get_timezone_location(zone, locale=locale, return_city=True)
            for zone in listed("city")
        }
        for code, name in places.items():
            for variant in {str(name), str(name).partition(" (")[0]}:
                form = name_form(variant, "place")
                exact.setdefault(form.key, code)
                stems.setdefault(form.stems, set()).add(code)
    for code, aliases in _aliases():
        for alias in aliases:
            form = name_form(alias, "place")
            exact[form.key] = code
            stems.setdefault(form.stems, set()).add(code)
    return exact, {stem: next(iter(codes)) for stem, codes in stems.items() if len(codes) == 1}


def _aliases() -> Iterator[tuple[str, list[str]]]:
    """Short and old names that CLDR has not, and bodies that the news of many languages names."""
    for line in (Path(__file__).parent / "aliases.tsv").read_text("utf-8").splitlines():
        code, _, names = line.partition("\t")
        yield code, names.split("|")


@cache
def _english() -> frozenset[str]:
    return frozenset(name_form(name, "place").key for name in Locale("en").territories.values())


def place_code(form: NameForm) -> str | None:
    """The CLDR code of a country, region, body or city, in any of the languages, also inflected."""
    if form.is_person or not form.words:
        return None
    exact, stems = _codes()
    return exact.get(form.key) or (stems.get(form.stems) if len(form.stems) >= 3 else None)


def is_demonym_of(left: NameForm, right: NameForm) -> bool:
    """Russian and Russia: a people is not its country."""
    shorter, longer = sorted(
        (left.key, right.key), key=lambda key: (key not in _english(), len(key))
    )
    if shorter not in _english() or longer in _english():
        return False
    root = shorter.rstrip("aey") if len(shorter) > 4 else shorter
    return longer != shorter and longer.startswith(root) and longer[len(root) :] in _DEMONYM


@cache
def _territories() -> frozenset[str]:
    return frozenset(Locale("en").territories) - {"EU", "UN"}


def known_type(form: NameForm) -> str | None:
    """Place or organization where the name is a known one's, whatever a small model took it for."""
    code = place_code(form)
    if code is None:
        return None
    is_place = code in _territories() or "/" in code or code.startswith("US-")
    return "place" if is_place else "organization"
