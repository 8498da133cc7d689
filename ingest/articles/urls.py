"""One address for one article: what a URL must lose so that equal articles have equal URLs.

Conservative: only what never chooses an article goes (fragments, default ports, known tracking
parameters, a web archive around the address). The URL as it was read is kept beside it.
"""

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?i)(?:utm_\w+|(?:fb|g|y|dc|ms|tw|tt|wbra|gbra|i)clid|gclsrc|igshid|igsh|mc_[ce]id|_ga|_gl|cmp|cmpid|smid|"
    r"smtyp|ncid|ocid|ito|ftag|xtor|taid|wt[._]mc(?:_\w+)?|guccounter|guce_\w+|ref_src|ref_url|at_\w+|"
    r"icid|intcmp|intcid|mkt_tok|__twitter_impression|ss_?source|fbaid|sref|cid_source|outputtype)$"
)
_REFERRER = re.compile(
    r"(?i)(?:ref|source|src)=(?:rss\w*|feed\w*|twitter|facebook|tw|fb|share|email)$"
)
_ARCHIVED = re.compile(
    r"https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(https?:/?/?.+)", re.I | re.S
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_MAX_LENGTH = 4_000


def canonical_url(url: str | None) -> str | None:
    """The address without what never chooses an article, or None when it is no web address.

    ``http`` and ``https`` of one address are one article, so the scheme becomes ``https``
    (except with a port of its own).
    """
    parts = _split(url)
    if parts is None or not parts.hostname:
        return None
    netloc = _netloc(parts)
    scheme = parts.scheme if ":" in netloc else "https"
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    path = _ESCAPE.sub(lambda escape: escape.group().upper(), parts.path) or "/"
    return urlunsplit((scheme, netloc, path, _query(parts.query), fragment))


def host_of(url: str | None) -> str | None:
    """The host in lower case, or None when it is no web address."""
    parts = _split(url)
    return parts.hostname.rstrip(".") if parts and parts.hostname else None


def page_url(base: str | None, stated: str | None) -> str | None:
    """The canonical address that a page states, where it can be its own.

    Relative ones are resolved. A front page stated for an inner page is a template's mistake, another
    host's address is that of an article which this one repeats: neither is this article.
    """
    if not stated or not stated.strip():
        return None
    try:
        address = urljoin(base or "", stated.strip())
    except ValueError:
        return None
    here, there = _split(base), _split(address)
    if there is None or not there.hostname:
        return None
    if there.path in ("", "/") and not there.query and (here is None or here.path not in ("", "/")):
        return None
    if here and here.hostname and not _related(here.hostname, there.hostname):
        return None
    return address


def _split(url: str | None) -> SplitResult | None:
    if not url or len(url) > _MAX_LENGTH:
        return None
    url = _CONTROLS.sub("", url).strip(" ").replace(" ", "%20")
    if archived := _ARCHIVED.match(url):
        url = re.sub(r"^(https?):/*", r"\1://", archived.group(1), flags=re.IGNORECASE)
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return None
    return parts if parts.scheme.lower() in ("http", "https") else None


def _netloc(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}[parts.scheme.lower()]
    return host if parts.port in (None, default) else f"{host}:{parts.port}"


def _query(query: str) -> str:
    if not query:
        return ""
    kept = [
        part
        for part in query.split("&")
        if part and not _TRACKING.match(part.partition("=")[0]) and not _REFERRER.match(part)
    ]
    return "&".join(kept)


def _related(left: str, right: str) -> bool:
    """Same site: one host is the other but for leading labels such as ``www.``, ``m.`` or ``amp.``."""
    left, right = left.removeprefix("www."), right.removeprefix("www.")
    if left == right or left.endswith(f".{right}") or right.endswith(f".{left}"):
        return True
    return left.split(".")[1:] == right.split(".")[1:] and left.count(".") >= 2
