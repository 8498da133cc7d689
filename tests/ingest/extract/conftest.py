"""The rules for most tests, the tagger where it matters: models are loaded once a session."""

import pytest
from found_claims import Found, Read

from ingest.extract import ExtractionInput, Extractor, extractor_named


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return extractor_named("rules")


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Read:
    return _reader(extractor)


@pytest.fixture(scope="session")
def read_tagged() -> Read:
    return _reader(extractor_named("tagger"))


def _reader(extractor: Extractor) -> Read:
    def one(body: str, title: str = "") -> Found:
        result = next(iter(extractor.extract([ExtractionInput("hash", title, body)])))
        return Found(title, body, result)

    return one
