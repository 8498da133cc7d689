"""Teasers become articles: fetches the page that a feed entry asks for.

What is fetched how belongs in ``ingest.http``; what the page says belongs to the readers.
"""

from dataclasses import replace

from ingest.documents import RawDocument, Unreadable
from ingest.errors import FetchFailed, UnreadableInput
from ingest.http import Fetcher
from ingest.readers.base import GONE, NotModified, Origin, ReadOptions, tombstone
from ingest.readers.dispatch import Reading, moved


def follow(
    entry: RawDocument, fetcher: Fetcher | None, options: ReadOptions
) -> RawDocument | Unreadable | NotModified:
    """The entry with its page, or why there is none; ``fetcher`` None: no links are followed."""
    url = entry.fields["follow"]
    if fetcher is None:
        return _refused(entry, "not_an_article", "only a teaser, and no links are followed")
    try:
        answer = fetcher.fetch(url)
    except UnreadableInput as error:
        if error.reason_code == GONE:
            return tombstone(entry.retrieved_from, _stated(entry), error.detail)
        return _refused(entry, error.reason_code, error.detail)
    except FetchFailed as error:
        return _refused(entry, "unreachable", str(error))
    if answer.content is None:
        return NotModified(entry.retrieved_from)
    origin = replace(
        Origin.of_file(url),
        media_type=answer.media_type,
        charset=answer.charset,
        url=answer.url,
        observed_at=answer.fetched_at,
    )
    found = next(Reading(options).read_bytes(answer.content, origin), None)
    if isinstance(found, Unreadable):
        return replace(found, retrieved_from=entry.retrieved_from)
    if found is None or found.reader not in ("html", "text"):
        return _refused(entry, "not_an_article", f"{url} is no page")
    page = moved(found, url, answer.url)
    return replace(
        page,
        retrieved_from=entry.retrieved_from,
        fields={**_stated(entry), **page.fields},
        reader="feed",
    )


def _stated(entry: RawDocument) -> dict[str, str]:
    return {name: value for name, value in entry.fields.items() if name != "follow"}


def _refused(entry: RawDocument, reason_code: str, detail: str) -> Unreadable:
    """Without bytes: the page's never came, and the entry's are not what was asked for."""
    return Unreadable(entry.retrieved_from, reason_code, detail)
