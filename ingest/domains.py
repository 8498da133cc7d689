"""Hosts, and the domains and names that they belong to.

By the list of public suffixes that ships with tldextract: no look-up, no cache on disk. Which outlet a
domain is belongs in ``ingest.sources``, what an address must lose in ``ingest.articles.urls``.
"""

import ipaddress
import re

import tldextract

_SUFFIXES = tldextract.TLDExtract(
    suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
)
_VARIANT = re.compile(r"(?:www?\d*|m|mobile|mobi|touch|amp|edition|beta|legacy|archive)\.(?=.+\.)")


def registrable_domain(host: str | None) -> str | None:
    """``bbc.co.uk`` of ``www.bbc.co.uk``; None for an address without a name."""
    host = _plain(host)
    if "." not in host or _is_address(host):
        return None
    found = _SUFFIXES(host)
    domain = f"{found.domain}.{found.suffix}" if found.domain and found.suffix else ""
    return domain or (".".join(host.split(".")[-2:]) if not found.suffix else None)


def brand_of(host: str | None) -> str | None:
    """What stands before the public suffix: ``bbc`` of ``news.bbc.co.uk``."""
    host = _plain(host)
    return None if _is_address(host) else _SUFFIXES(host).domain or None


def site_host(host: str | None) -> str:
    """The host without what only says in which form it is shown: ``www.``, ``m.``, ``amp.``."""
    host = _plain(host)
    while (variant := _VARIANT.match(host)) and registrable_domain(host) != host:
        host = host[variant.end() :]
    return host


def _plain(host: str | None) -> str:
    return (host or "").lower().rstrip(".")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
