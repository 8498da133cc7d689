"""Which outlet published a document: what was given, its address, its metadata, its own lines.

The first that answers wins, in that order, and the answer says which it was. A name or an account that
the registry does not know becomes an outlet of its own only where a page or a record states it as its
publisher; unknown stays unknown.
"""

import re
from collections.abc import Iterable

from ingest.articles.text import squeeze
from ingest.articles.urls import host_of
from ingest.documents import Outlet
from ingest.outlet_names import name_key, without_section
from ingest.sources import Source, SourceRegistry

_PLATFORMS_WORDS = (
    "twitter.com x.com facebook.com instagram.com t.me telegram.me youtube.com youtu.be "
    "linkedin.com reddit.com vk.com feedproxy.google.com feeds.feedburner.com archive.org "
    "archive.is archive.ph bit.ly t.co"
)
_PLATFORMS = frozenset(_PLATFORMS_WORDS.split())
_SITE_SUFFIX = re.compile(
    r"(?i)\s*[|–—-]\s*(?:home(?:page)?|official (?:web)?site|.{0,40}news.{0,40})$"
)
_MAX_NAME = 80


def find_outlet(
    registry: SourceRegistry,
    *,
    given: str | None,
    url: str | None,
    site_names: Iterable[str | None],
    byline: Source | None,
    source_line: str | None,
    handles: list[str],
) -> Outlet:
    """The outlet, and how it was found."""
    if given:
        known = registry.by_id(given)
        return _outlet(known, "given") if known else Outlet(given, None, None, "given")
    names = [name for raw in site_names if (name := _clean_name(raw))]
    stated = next((known for name in names if (known := registry.by_name(name))), None)
    at_url = _by_url(registry, url, names)
    if at_url and not (stated and _is_aggregator(registry, at_url)):
        return at_url
    if stated:
        return _outlet(stated, "metadata")
    if names:
        return Outlet(_slug(names[0]), names[0], None, "metadata")
    if byline:
        return _outlet(byline, "byline")
    return _by_source_line(registry, source_line) or _by_handle(registry, handles) or Outlet()


def _by_url(registry: SourceRegistry, url: str | None, names: list[str]) -> Outlet | None:
    host = host_of(url)
    if known := registry.by_domain(host):
        return _outlet(known, "url")
    domain = registry.id_of_host(host)
    if domain is None or domain in _PLATFORMS or host in _PLATFORMS:
        return None
    return Outlet(domain, names[0] if names else None, domain, "url")


def _by_source_line(registry: SourceRegistry, line: str | None) -> Outlet | None:
    if not line:
        return None
    known = registry.by_name(line) or registry.by_domain(line)
    return _outlet(known, "source_line") if known else Outlet(line, None, line, "source_line")


def _by_handle(registry: SourceRegistry, handles: list[str]) -> Outlet | None:
    """The account under a text's own share links: one the registry knows, or the same on two networks."""
    for handle in dict.fromkeys(handles):
        if known := registry.by_name(handle):
            return _outlet(known, "social_link")
    keys = {name_key(handle) for handle in handles}
    if len(handles) < 2 or len(keys) != 1:
        return None
    return Outlet(_slug(handles[0]), handles[0], None, "social_link")


def _outlet(source: Source, method: str) -> Outlet:
    return Outlet(source.source_id, source.name, source.domain, method)


def _is_aggregator(registry: SourceRegistry, outlet: Outlet) -> bool:
    known = registry.by_id(outlet.source_id)
    return known is not None and known.source_type == "aggregator"


def _clean_name(raw: str | None) -> str | None:
    name = without_section(_SITE_SUFFIX.sub("", squeeze(raw or "")).lstrip("@").strip())
    return name if name_key(name) and len(name) <= _MAX_NAME and "://" not in name else None


def _slug(name: str) -> str | None:
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-") or None
