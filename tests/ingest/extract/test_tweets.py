"""Posts embedded in an article: whose they are, and where they end."""

import pytest

from ingest.extract.paragraphs import paragraphs
from ingest.extract.tweets import post_attributions


def posts(text: str) -> list[tuple[str, str]]:
    return [
        (text[slice(*one.source[0])], text[slice(*one.content[0])])
        for one in post_attributions(text, paragraphs(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The town waits.\n\nThe bridge is closed. Stay home! pic.twitter.com/abc12 — Ana Torres (@torres) May 3, 2021",
            [("Ana Torres", "The bridge is closed. Stay home!")],
        ),
        (
            "The bridge is closed.\n\n— Ana Torres (@torres) May 3, 2021",
            [("Ana Torres", "The bridge is closed")],
        ),
        (
            "The bridge is closed. — Ana Torres (@torres) May 3, 2021 It is safe, believe me. — Jo Meyer (@jo) May 4, 2021",
            [
                ("Ana Torres", "The bridge is closed"),
                ("Jo Meyer", "It is safe, believe me"),
            ],
        ),
        ("@torres: the bridge is closed until June", [("@torres", "the bridge is closed until June")]),
        ("RT @torres: the bridge is closed", [("@torres", "the bridge is closed")]),
        ('<tweet id="1">The bridge is closed. https://t.co/x — Ana Torres (@torres)', [("Ana Torres", "The bridge is closed")]),
        ("Write to us (desk@ledger.example) — or call the desk.", []),
        ("The mayor — Ana Torres (@torres) — spoke.", []),
        ("word " * 100 + "— Ana Torres (@torres) May 3, 2021", []),
    ],
)  # fmt: skip
def test_a_post_belongs_to_who_signed_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert posts(text) == expected
