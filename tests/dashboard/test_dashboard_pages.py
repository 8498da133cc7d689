import importlib
from pathlib import Path

import pytest
from small_warehouse import HOSTILE_TITLE
from streamlit.testing.v1 import AppTest

from dashboard.app import PAGES
from dashboard.launch import APP, command, environment
from dashboard.widgets import link, outward


@pytest.fixture()
def app(full_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("NEWSLEDGER_HOME", str(full_home))
    return AppTest.from_file(str(APP), default_timeout=30).run()


def page(app: AppTest, name: str, **parameters: str) -> AppTest:
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page(f"views/{name}.py").run()


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_the_overview_counts_what_is_there(app: AppTest) -> None:
    assert not app.exception
    assert {m.label: m.value for m in app.metric}["Articles"] == "26"
    assert "log position 42" in html(app)
    assert "title_is_a_headline" in str(app.dataframe[1].value)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_draws_without_an_error(app: AppTest, name: str) -> None:
    assert not page(app, name).exception
    assert app.title[0].value


def test_every_page_has_its_module() -> None:
    for name in PAGES:
        assert importlib.import_module(f"dashboard.views.{name}").render


def test_articles_are_filtered_by_title(app: AppTest) -> None:
    page(app, "articles")
    app.text_input(key="title").set_value("number 25").run()
    assert not app.exception
    assert "Quiet day number 25" in html(app)
    assert app.caption[0].value == "1 article"


def test_an_article_shows_its_claims_versions_and_marks(app: AppTest) -> None:
    page(app, "articles", article="art_1", claim="clm_mix")
    shown = html(app)
    assert not app.exception
    assert '<mark class="speaker focus" title="Ada Moor: mixed">Ada Moor</mark>' in shown
    assert "<del>June</del><ins>May</ins>" in shown
    assert app.subheader[0].value == "2 attributed claims"


def test_the_history_of_an_article_says_what_changed_and_when(app: AppTest) -> None:
    page(app, "changes", article="art_1")
    shown = html(app)
    assert not app.exception
    assert "<del>June</del><ins>May</ins>" in shown
    assert "version 2" in shown and "seen 3 March 2026" in shown
    assert "paragraph 1, changed" in shown
    assert "trivial</span></div><p>The ferry was inspected in May." in shown
    assert "by Ida &lt;i&gt;" in shown and "&lt;b&gt;misread&lt;/b&gt;" in shown
    assert "said more firmly" in shown and "8 → 9" in shown
    assert "attributed → own voice" in shown
    assert "taken back; the text is as it was" in shown


def test_revisions_are_listed_newest_first(app: AppTest) -> None:
    page(app, "changes")
    assert app.caption[0].value == "2 revisions"
    assert html(app).index("withdrawal") < html(app).index("update")
    app.toggle(key="substantive").set_value(False).run()
    assert app.caption[0].value == "3 revisions"


def test_an_unknown_article_is_said_to_be_unknown(app: AppTest) -> None:
    page(app, "articles", article="art_none")
    assert "no such article" in app.warning[0].value


def test_a_person_has_aliases_and_claims(app: AppTest) -> None:
    page(app, "people", entity="ent_ada")
    assert not app.exception
    assert "Moor, &lt;u&gt;Ada&lt;/u&gt;" in html(app)
    assert "it was over" in html(app)


def test_a_person_is_shown_as_each_outlet_calls_them(app: AppTest) -> None:
    page(app, "people", entity="ent_ada")
    shown = html(app)
    assert "&lt;b&gt;strongman&lt;/b&gt;</a> ×2" in shown
    assert '<span class="facts">“<a href="articles?article=art_1" target="_self">hero</a>' in shown
    assert "Ada <i>Moor</i>" in str(app.dataframe[0].value)


def test_an_outlet_shows_whom_it_cites_what_it_copies_and_what_is_said_of_it(app: AppTest) -> None:
    page(app, "outlets", outlet="src")
    shown = html(app)
    assert not app.exception
    assert {m.label: m.value for m in app.metric} == {
        "Articles": "26", "Own texts": "25", "Copies": "1", "Credit an agency": "4 %",
    }  # fmt: skip
    assert "part of group" in shown
    assert "3 claims" in shown
    assert "&lt;b&gt;Wire&lt;/b&gt;" in shown
    assert "copy of The &lt;i&gt;Ledger&lt;/i&gt; (near duplicate, 80 % the same)" in shown
    assert "owner: &lt;b&gt;the state&lt;/b&gt;" in shown
    assert "a slip" not in shown, "a statement that was taken back is not shown"


def test_a_story_shows_its_articles_as_they_came_with_originals_and_copies(app: AppTest) -> None:
    page(app, "stories", story="sto_1")
    shown = html(app)
    assert not app.exception
    assert {m.label: m.value for m in app.metric} == {
        "Articles": "2", "Outlets": "1", "Own texts": "1",
    }  # fmt: skip
    assert shown.index("Quiet day number 2<") < shown.index("Quiet day number 3<")
    assert shown.count("copy of") == 1
    assert app.dataframe[0].value["originals"].tolist() == [1]


@pytest.mark.parametrize(("name", "key"), [("outlets", "outlet"), ("stories", "story")])
def test_what_is_not_there_is_said_to_be_unknown(app: AppTest, name: str, key: str) -> None:
    page(app, name, **{key: "none"})
    assert "There is no such" in app.warning[0].value


def test_stories_are_found_by_their_titles(app: AppTest) -> None:
    page(app, "stories")
    assert app.caption[0].value == "1 happening"
    app.text_input(key="story-title").set_value("nothing like it").run()
    assert app.caption[0].value == "0 happenings"


def test_claims_are_filtered_by_kind(app: AppTest) -> None:
    page(app, "claims")
    app.selectbox(key="cue_stance").set_value("denial").run()
    assert not app.exception
    assert "alarm" in html(app)
    assert "inspected in May" not in html(app)


def test_search_finds_articles_claims_and_names(app: AppTest) -> None:
    page(app, "search")
    app.text_input[0].set_value("moor").run()
    assert not app.exception
    assert '<mark class="found" title="">Moor</mark>' in html(app)
    assert [tab.label for tab in app.tabs] == [
        "Articles (first 20)", "Claims (0)", "People and places (1)",
    ]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_text_from_articles_is_never_markup(app: AppTest, name: str) -> None:
    page(app, name, article="art_1", entity="ent_ada", outlet="src", story="sto_1")
    for element in app.get("html"):
        assert "<script" not in element.proto.body
        assert "<img" not in element.proto.body
        assert "<b>alarm" not in element.proto.body
        assert 'href="javascript' not in element.proto.body
    for element in app.markdown:
        assert HOSTILE_TITLE not in element.value


def test_without_a_warehouse_it_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSLEDGER_HOME", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not app.exception
    assert "newsledger build" in app.info[0].value


def test_with_an_empty_warehouse_it_says_what_to_run(
    empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSLEDGER_HOME", str(empty_home))
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not app.exception
    assert "no articles" in app.info[0].value


def test_a_file_that_is_no_warehouse_is_said_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(b"not a database" * 100)
    monkeypatch.setenv("NEWSLEDGER_HOME", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not app.exception
    assert "cannot be read" in app.info[0].value


def test_links_leave_the_dashboard_only_for_the_web() -> None:
    assert "href" not in outward("javascript:alert(1)")
    assert 'href="https://a.example/?x=1&amp;y=2"' in outward("https://a.example/?x=1&y=2")
    assert 'href="articles?article=a%26b"' in link("articles", "<b>", article="a&b")


def test_nothing_is_reported_home_and_only_this_machine_may_connect(tmp_path: Path) -> None:
    flags = command(8501, True)
    assert "--browser.gatherUsageStats=false" in flags
    assert "--server.address=127.0.0.1" in flags
    assert environment(tmp_path)["NEWSLEDGER_HOME"] == str(tmp_path)
