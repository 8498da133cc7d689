"""Fetching pages and feeds as a guest should: slowly, honestly, within limits.

Time-outs, size limits, robots.txt, retries with back-off, conditional requests, no addresses inside
the user's own network. What the bytes mean belongs in ``ingest.readers``.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import tenacity
from protego import Protego

from ingest.errors import FetchFailed, UnreadableInput
from ingest.http_guard import Refused, transport
from ingest.http_memory import Memory
from ingest.readers.base import GONE, MAX_DOCUMENT_BYTES, Fetched

ACCEPT = "application/atom+xml,application/rss+xml,text/html,application/xhtml+xml,*/*;q=0.5"
MAX_CRAWL_DELAY = 10.0
RETRY_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class HttpOptions:
    """Limits of one fetch; the defaults suit news sites."""

    max_bytes: int = MAX_DOCUMENT_BYTES
    allow_private: bool = False
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    attempts: int = 3
    back_off_seconds: float = 1.0
    max_wait_seconds: float = 60.0  # a Retry-After beyond this is a no for today
    max_redirects: int = 5
    version: str = "0.1.0"

    @property
    def user_agent(self) -> str:
        """Who asks, and why."""
        return f"newsledger/{self.version} (+newsledger; reads news feeds and their pages)"


class Again(FetchFailed):
    """Worth another try, after as long as the server says."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(slots=True)
class Fetcher:
    """One session of fetching; ``fetch`` is its only verb, ``memory`` is saved by the use case."""

    options: HttpOptions = field(default_factory=HttpOptions)
    memory: Memory = field(default_factory=Memory)
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, Protego] = field(default_factory=dict)
    _asked_at: dict[str, float] = field(default_factory=dict)
    _dead: dict[str, str] = field(default_factory=dict)
    _client: httpx.Client | None = None

    def fetch(self, url: str) -> Fetched:
        """The page, or the word that it is unchanged.

        Raises :class:`UnreadableInput` for a final no and :class:`FetchFailed` for a temporary one.
        A host that could not be reached once is not tried again in this session.
        """
        host = _origin_of(url)
        if host in self._dead:
            raise FetchFailed(f"{url}: {self._dead[host]}")
        try:
            return self._retrying(url)
        except httpx.TransportError as error:
            self._dead[host] = f"{type(error).__name__}: {error}"
            raise FetchFailed(f"{url}: {self._dead[host]}") from error

    def close(self) -> None:
        """Let go of the connections."""
        if self._client:
            self._client.close()
            self._client = None

    def _retrying(self, url: str) -> Fetched:
        attempts = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.options.attempts),
            wait=self._wait,
            retry=tenacity.retry_if_exception(self._is_worth_it),
            sleep=self.sleep,
            reraise=True,
        )
        return attempts(self._follow, url)

    def _is_worth_it(self, error: BaseException) -> bool:
        if isinstance(error, Again):
            return (error.retry_after or 0) <= self.options.max_wait_seconds
        return isinstance(error, httpx.TransportError)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        said = error.retry_after if isinstance(error, Again) else None
        back_off = self.options.back_off_seconds * 2 ** (state.attempt_number - 1)
        return said if said is not None else back_off

    def _follow(self, url: str) -> Fetched:
        """The request and its redirects, each asked of robots.txt and of the guard."""
        at = url
        for _ in range(self.options.max_redirects + 1):
            self._ask_robots(url, at)
            with self._send(url, at, self.memory.headers(url)) as answer:
                if answer.has_redirect_location:
                    at = _joined(url, at, answer.headers["location"])
                    continue
                return self._answered(url, at, answer)
        raise UnreadableInput(url, "unreachable", "too many redirects")

    @contextlib.contextmanager
    def _send(self, url: str, at: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        try:
            with self._http().stream("GET", at, headers=headers) as answer:
                yield answer
        except Refused as error:
            raise UnreadableInput(url, "unreachable", str(error)) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise UnreadableInput(url, "unreachable", f"not a web address: {error}") from error
        except httpx.DecodingError as error:
            raise UnreadableInput(url, "malformed", f"cannot be decompressed: {error}") from error

    def _http(self) -> httpx.Client:
        if self._client is None:
            times = httpx.Timeout(self.options.read_seconds, connect=self.options.connect_seconds)
            headers = {"User-Agent": self.options.user_agent, "Accept": ACCEPT}
            guarded = transport(allow_private=self.options.allow_private)
            self._client = httpx.Client(transport=guarded, timeout=times, headers=headers)
        return self._client

    def _answered(self, url: str, at: str, answer: httpx.Response) -> Fetched:
        now = datetime.now(UTC).replace(microsecond=0)
        if answer.status_code == 304:
            return Fetched(at, None, None, None, now)
        if answer.status_code in RETRY_STATUSES:
            wait = _retry_after(answer.headers.get("retry-after"), now)
            raise Again(f"{url}: {answer.status_code} {answer.reason_phrase}", wait)
        if answer.status_code == httpx.codes.GONE:
            raise UnreadableInput(url, GONE, f"{answer.status_code} {answer.reason_phrase}")
        if answer.status_code != 200:
            detail = f"{answer.status_code} {answer.reason_phrase}"
            raise UnreadableInput(url, "unreachable", detail)
        content = self._content(url, answer)
        self.memory.note(url, answer.headers)
        media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(at, content, media_type or None, answer.charset_encoding, now)

    def _content(self, url: str, answer: httpx.Response) -> bytes:
        limit, deadline = self.options.max_bytes, time.monotonic() + self.options.total_seconds
        content = bytearray()
        for chunk in answer.iter_bytes(1 << 16):
            content += chunk
            if len(content) > limit:
                raise UnreadableInput(url, "too_large", f"more than {limit:,} bytes")
            if time.monotonic() > deadline:
                raise FetchFailed(f"{url}: not complete after {self.options.total_seconds:.0f} s")
        return bytes(content)

    def _ask_robots(self, url: str, at: str) -> None:
        """RFC 9309: no file means yes, a server in trouble means not now."""
        host = _origin_of(at)
        if host not in self._robots:
            self._robots[host] = self._read_robots(url, host)
        if not self._robots[host].can_fetch(at, "newsledger"):
            raise UnreadableInput(url, "robots_disallowed", f"robots.txt of {host} says no")
        delay = min(self._robots[host].crawl_delay("newsledger") or 0.0, MAX_CRAWL_DELAY)
        if (wait := self._asked_at.get(host, 0.0) + delay - time.monotonic()) > 0:
            self.sleep(wait)
        self._asked_at[host] = time.monotonic()

    def _read_robots(self, url: str, host: str) -> Protego:
        at = f"{host}/robots.txt"
        for _ in range(self.options.max_redirects):
            with self._send(url, at, {}) as answer:
                if answer.has_redirect_location:
                    at = _joined(url, at, answer.headers["location"])
                elif answer.status_code in RETRY_STATUSES:
                    raise Again(f"{url}: robots.txt answers {answer.status_code}")
                elif answer.status_code == 200:
                    head = next(answer.iter_bytes(500_000), b"")
                    return Protego.parse(head.decode("utf-8", "replace"))
                else:
                    break
        return Protego.parse("")


def open_fetcher(options: HttpOptions, state: Path | None, log_position: int) -> Fetcher:
    """A fetcher that remembers validators from last time, where a file for them is given."""
    return Fetcher(options, Memory.load(state, log_position) if state else Memory())


def _origin_of(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise UnreadableInput(url, "unreachable", f"not a web address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnreadableInput(url, "unreachable", "only http and https are fetched")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _joined(url: str, at: str, location: str) -> str:
    try:
        return str(httpx.URL(at).join(location))
    except httpx.InvalidURL as error:
        raise UnreadableInput(url, "unreachable", f"redirects to nonsense: {error}") from error


def _retry_after(stated: str | None, now: datetime) -> float | None:
    """Seconds, from a number or a date."""
    if not stated:
        return None
    if stated.strip().isdigit():
        return float(stated)
    try:
        return max(0.0, (parsedate_to_datetime(stated) - now).total_seconds())
    except (TypeError, ValueError):
        return None
