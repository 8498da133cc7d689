"""Reading bytes through the dispatch, as every reader is reached in life."""

from collections.abc import Callable

import pytest

from ingest.documents import RawDocument, Unreadable
from ingest.readers.base import Allowance, Found, Origin, ReadOptions
from ingest.readers.dispatch import Reading

Read = Callable[..., list[Found]]


@pytest.fixture
def read() -> Read:
    def _read(content: bytes, name: str = "input", **options: object) -> list[Found]:
        reading = Reading(ReadOptions(**options), Allowance(len(content)))  # type: ignore[arg-type]
        return list(reading.read_bytes(content, Origin.of_file(name)))

    return _read


@pytest.fixture
def only(read: Read) -> Callable[..., RawDocument]:
    def _only(content: bytes, name: str = "input", **options: object) -> RawDocument:
        [found] = read(content, name, **options)
        assert isinstance(found, RawDocument), found
        return found

    return _only


@pytest.fixture
def reason(read: Read) -> Callable[..., str]:
    def _reason(content: bytes, name: str = "input", **options: object) -> str:
        [found] = read(content, name, **options)
        assert isinstance(found, Unreadable), found
        return found.reason_code

    return _reason
