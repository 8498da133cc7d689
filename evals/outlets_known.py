"""Country and type of outlets, the registry's and by the end of their domains, beside what public lists say.

Used by ``evals.outlets``. The lists are opinions of their makers; agreement is measured, not truth.
"""

import gzip
from collections import Counter
from collections.abc import Iterator
from typing import Any

import duckdb
import orjson
from babel import Locale
from jinja2 import Environment, FileSystemLoader

from evals.shared import DATA, ROOT
from ingest.sources import SourceRegistry

_CODES = {"UK": "GB", "IND": "IN"}
_NAMES = {
    "United States of America": "US", "Palestine territories": "PS", "Czech Republic": "CZ", "UAE": "AE",
    "Bosnia and Herzegovina": "BA", "DR Congo": "CD", "Swaziland": "SZ", "Turkey": "TR", "Myanmar": "MM",
}  # fmt: skip


def known_elsewhere(registry: SourceRegistry) -> Iterator[str]:
    """Rows of the report: for each list, how many of its outlets we know and how often we agree."""
    yield "| list | outlets with a domain | country by | stated | agrees |\n|---|---:|---|---:|---:|"
    for name, country_of in (("publishers", _code), ("state_media", _name)):
        rows = [row for row in _rows(name) if row["source_domain"] and country_of(row)]
        hosts = list({row["source_domain"]: country_of(row) for row in rows}.items())
        by_registry = {
            host: known.country for host, _ in hosts if (known := registry.by_domain(host))
        }
        for method, found in (
            ("registry", by_registry),
            ("domain", _by_rule([h for h, _ in hosts])),
        ):
            stated = [(found[host], country) for host, country in hosts if found.get(host)]
            agrees = sum(ours == theirs for ours, theirs in stated)
            share = f"{100 * agrees / len(stated):.1f}" if stated else "–"
            yield f"| {name} | {len(hosts)} | {method} | {len(stated)} | {share} |"
    yield from _agencies(registry)


def _agencies(registry: SourceRegistry) -> Iterator[str]:
    """Of outlets that the list of state media calls news agencies, and that the registry knows."""
    types = Counter(
        known.source_type
        for row in _rows("state_media")
        if "news agency" in row["name"].lower()
        and (known := registry.by_domain(row["source_domain"]))
    )
    stated = ", ".join(f"{count} {kind}" for kind, count in types.most_common())
    yield f"\nOf entries that `state_media` calls a news agency, the registry says: {stated}.\n"


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(DATA / "outlets" / f"{name}.jsonl.gz", "rb") as lines:
        yield from map(orjson.loads, lines)


def _code(row: dict[str, Any]) -> str | None:
    country: str = row["country"]
    return _CODES.get(country, country)


def _name(row: dict[str, Any]) -> str | None:
    names = {name: code for code, name in Locale("en").territories.items() if len(code) == 2}
    return _NAMES.get(row["country"]) or names.get(row["country"])


def _by_rule(hosts: list[str]) -> dict[str, str | None]:
    """As the table ``sources`` has it, by the macro itself."""
    loader = FileSystemLoader(ROOT / "dbt" / "macros")
    macros: Any = Environment(loader=loader, autoescape=False).get_template("domains.sql").module  # noqa: S701 (SQL)
    rule = macros.country_of_domain("host")
    query = f"select host, {rule} from (select unnest($hosts) as host)"
    return dict(duckdb.execute(query, {"hosts": hosts}).fetchall())
