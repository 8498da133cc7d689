"""The dashboard in a real browser: what AppTest cannot see, such as whether markup in a title runs."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright
from small_warehouse import HOSTILE_TITLE

from dashboard.launch import command, environment

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000  # ms; two busy cores

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no chromium on this machine (apt install chromium)"
    ),
]


@pytest.fixture(scope="module")
def address(full_home: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(command(port, headless=True), env=environment(full_home))
    try:
        transport = httpx.HTTPTransport(retries=0)
        with httpx.Client(transport=transport, base_url=f"http://127.0.0.1:{port}") as client:
            wait_for(client, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(client: httpx.Client, server: subprocess.Popen[bytes]) -> None:
    import time

    for _ in range(120):
        assert server.poll() is None, "the server ended"
        try:
            if client.get("/_stcore/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    pytest.fail("the server did not answer within a minute")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=CHROMIUM, args=ARGUMENTS
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        yield page
        context.close()


def test_the_first_page_shows_its_figures(page: Page, address: str) -> None:
    page.goto(address)
    metric = page.get_by_test_id("stMetricValue").first
    expect(metric).to_have_text("26", timeout=PATIENCE)


def test_a_title_with_markup_is_shown_and_not_obeyed(page: Page, address: str) -> None:
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    page.goto(f"{address}/articles?article=art_1")
    expect(page.get_by_text("onerror=").first).to_be_visible(timeout=PATIENCE)
    assert page.get_by_text(HOSTILE_TITLE[:40]).count() > 0
    assert page.title() != "owned"
    assert alerts == []


def test_an_article_of_a_list_opens_with_its_claims_marked(page: Page, address: str) -> None:
    page.goto(f"{address}/articles")
    page.get_by_role("link", name="onerror").click()
    expect(page.locator("mark.speaker", has_text="Ada Moor")).to_be_visible(timeout=PATIENCE)


def test_search_finds_what_is_typed(page: Page, address: str) -> None:
    page.goto(f"{address}/search")
    box = page.get_by_label("Words to look for")
    box.fill("Number 17")
    box.press("Enter")
    expect(page.get_by_role("link", name="Quiet day number 17")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("people?entity=ent_ada", "Is called"),
        ("outlets?outlet=src", "What is said about it"),
        ("stories?story=sto_1", "As it came"),
    ],
)
def test_a_page_of_one_thing_is_drawn_with_its_texts_escaped(
    page: Page, address: str, place: str, shown: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/{place}")
    expect(page.get_by_text(shown).first).to_be_visible(timeout=PATIENCE)
    if "entity" in place:
        page.get_by_role("tab", name=shown).click()
        expect(page.get_by_role("link", name="<b>strongman</b>")).to_be_visible(timeout=PATIENCE)
    assert page.title() != "owned"
    assert page.screenshot(path=tmp_path / "page.png", full_page=True)
