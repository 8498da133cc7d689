"""The registry: shipped entries, the user's own, and errors that name file and entry."""

from pathlib import Path

import pytest

from ingest.errors import ConfigurationError
from ingest.sources import SourceRegistry


def test_the_shipped_registry_knows_the_best_known_outlets() -> None:
    registry = SourceRegistry.load()
    assert len(registry) > 150
    for name, source_id in {
        "PRESSTV": "presstv", "press tv": "presstv", "China Daily": "china-daily", "TASS": "tass", "AP": "ap",
        "New York Times": "nytimes", "The New York Times": "nytimes", "Agence France-Presse": "afp", "BelTA": "belta",
    }.items():  # fmt: skip
        found = registry.by_name(name)
        assert found is not None and found.source_id == source_id
    kremlin = registry.by_domain("en.kremlin.ru")
    assert kremlin is not None and kremlin.source_type == "government"


def test_the_nearest_domain_has_the_host() -> None:
    registry = SourceRegistry.load()
    named = [
        registry.by_domain(host)
        for host in ("asia.nikkei.com", "edition.cnn.com", "news.yahoo.com")
    ]
    assert [source and source.source_id for source in named] == ["nikkei-asia", "cnn", "yahoo-news"]
    assert registry.by_domain("com") is None
    assert registry.by_domain("notcnn.com") is None


def test_a_section_or_form_set_off_from_a_name_is_no_other_outlet() -> None:
    registry = SourceRegistry.load()
    for name, source_id in {
        "CNN (Web News)": "cnn", "Fox Online News": "fox-news", "Wall Street Journal - Opinion": "wsj",
        "NPR Editorial ": "npr", "TIME.com": "time", "New York Times Editorial Board": "nytimes",
        "Mail Online": "daily-mail", "Independent Online": "iol", "ABC News (Australia)": "abc-au",
    }.items():  # fmt: skip
        found = registry.by_name(name)
        assert found is not None and found.source_id == source_id, name
    assert registry.by_name("Opinion") is None
    assert registry.by_name("Harbour Post (Online)") is None


def test_domains_of_one_name_and_hosts_of_a_network_are_told_by_patterns(tmp_path: Path) -> None:
    extra = tmp_path / "sources.yml"
    extra.write_text(
        '- {id: post, name: Harbour Post, domains: [harbourpost.net, "harbourpost.*"]}\n'
        '- {id: radio, name: Radio Net, domains: [radionet.net, "*.radionet.net"], parent: post}\n'
    )
    registry = SourceRegistry.load(extra)
    ids = [
        registry.id_of_host(host)
        for host in (
            "m.harbourpost.co.uk", "amp.harbourpost.net", "www.radionet.net", "east.radionet.net",
            "www.east.radionet.net", "news.other.co.uk", "192.0.2.1",
        )
    ]  # fmt: skip
    assert ids == ["post", "post", "radio", *["east.radionet.net"] * 2, "other.co.uk", None]
    network = registry.network_of("east.radionet.net")
    assert network is not None and (network.source_id, network.parent) == ("radio", "post")
    assert registry.by_domain("east.radionet.net") is None


def test_the_users_file_adds_and_replaces(tmp_path: Path) -> None:
    extra = tmp_path / "sources.yml"
    extra.write_text(
        "- {id: harbour-post, name: Harbour Post, domains: [harbourpost.example], country: IE}\n"
        "- {id: cnn, name: Cee Enn Enn, domains: [cnn.com]}\n"
    )
    registry = SourceRegistry.load(extra)
    post = registry.by_domain("www.harbourpost.example")
    assert post is not None and (post.country, post.source_type) == ("IE", "outlet")
    cnn = registry.by_domain("cnn.com")
    assert cnn is not None and cnn.name == "Cee Enn Enn"


def test_a_missing_file_of_the_user_is_no_error(tmp_path: Path) -> None:
    assert len(SourceRegistry.load(tmp_path / "none.yml")) == len(SourceRegistry.load())


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("- {name: X}", "entry 1"),
        ("- {id: X Y, name: X}", "id must be"),
        ("- {id: x, name: X, kind: outlet}", "unknown field 'kind'"),
        ("- {id: x, name: X, type: blog}", "type 'blog'"),
        ("- {id: x, name: X, country: NO}", "country must be"),
        ("- {id: x, name: X, domains: ['http://x']}", "is no domain"),
        ("- {id: x, name: X, domains: x.org}", "must be a list"),
        ("- {id: x, name: X}\n- {id: y, name: x}", "belongs to x already"),
        ("- {id: x, name: X, parent: y}", "parent 'y' has no entry"),
        ("- {id: x, name: X, parent: y}\n- {id: y, name: Y, parent: x}", "is a parent of itself"),
        ("id: x", "must be a list"),
        ("- [", "cannot be read"),
    ],
)
def test_an_error_names_the_file_and_the_entry(
    tmp_path: Path, content: str, complaint: str
) -> None:
    extra = tmp_path / "sources.yml"
    extra.write_text(content)
    with pytest.raises(ConfigurationError) as error:
        SourceRegistry.load(extra)
    assert str(extra) in str(error.value)
    assert complaint in str(error.value)
