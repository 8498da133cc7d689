"""The app's frame: page settings, navigation, and what to say when there is nothing to show.

Run by ``launch``. What a page shows belongs in ``views``.
"""

import duckdb
import streamlit as st

from dashboard import queries
from dashboard.warehouse import Warehouse
from dashboard.widgets import STYLE
from ingest.errors import MissingWarehouse

PAGES = {
    "overview": ("Overview", ":material/newspaper:"),
    "outlets": ("Outlets", ":material/domain:"),
    "stories": ("Stories", ":material/timeline:"),
    "articles": ("Articles", ":material/article:"),
    "changes": ("Changes", ":material/history:"),
    "people": ("People", ":material/groups:"),
    "claims": ("Claims", ":material/format_quote:"),
    "search": ("Search", ":material/search:"),
}


def hindrance(warehouse: Warehouse) -> str | None:
    """Why there is nothing to show and what to do about it; None when there is something."""
    home = warehouse.path.parent
    try:
        counted = warehouse.row(queries.counts()) or {}
    except MissingWarehouse:
        return (
            f"Nothing has been published in `{home}` yet. Read some articles and build:\n\n"
            f"    newsledger ingest PATH-OR-URL --home {home}\n    newsledger build --home {home}\n\n"
            "or try the sample with `make demo`, and then `newsledger dashboard --home data/demo`."
        )
    except duckdb.Error as error:
        first_line = str(error).partition("\n")[0]
        return (
            f"`{warehouse.path}` cannot be read as a newsledger warehouse. Build it again with\n\n"
            f"    newsledger build --full-refresh --home {home}\n\nDuckDB says: `{first_line}`"
        )
    if not counted["articles"]:
        return (
            "The warehouse is there, but it holds no articles. Read some and build again:\n\n"
            f"    newsledger ingest PATH-OR-URL --home {home}\n    newsledger build --home {home}"
        )
    return None


def run() -> None:
    """Draws the page that the address names."""
    st.set_page_config("newsledger", ":material/newspaper:", layout="wide")
    st.html(STYLE)
    if problem := hindrance(Warehouse.of_home()):
        st.title("newsledger")
        st.info(problem)
        return
    pages = [
        st.Page(
            f"views/{name}.py", title=title, icon=icon, url_path=name, default=name == "overview"
        )
        for name, (title, icon) in PAGES.items()
    ]
    st.navigation(pages, position="top").run()


if __name__ == "__main__":
    run()
