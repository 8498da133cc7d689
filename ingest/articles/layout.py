"""Pages laid out by tables: tables that hold an article become plain blocks before it is extracted.

A table whose cells hold a heading of the first order, or as much running text as no table of figures
has, lays out a page. What is extracted from the blocks is not decided here.
"""

from lxml import etree
from lxml.html import HtmlElement

_LEAST_TEXT = 600
"""Characters outside links; measured on news pages: cells of tables of figures stay far below."""
_MAIN_SHARE = 0.5
_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_SILENT = ("a", "script", "style", "noscript", "select", "textarea", "title")
_LONGEST_NOTICE = 400


def unfold_layout(tree: HtmlElement) -> None:
    """Turn layout tables into blocks, the cell with most of the text into the article; changes ``tree``."""
    cells = [cell for cell in tree.iter("td", "th") if _table(cell) is not None]
    if not cells:
        return
    sizes = _text_sizes(tree)
    titled = {above for heading in tree.iter("h1") for above in heading.iterancestors()}
    layout = [cell for cell in cells if sizes[cell] >= _LEAST_TEXT or cell in titled]
    if not layout:
        return
    tables = {_table(cell) for cell in layout}
    main = min(
        (cell for cell in layout if sizes[cell] >= _MAIN_SHARE * sizes[tree]),
        key=sizes.__getitem__,
        default=None,
    )
    has_main = next(tree.iter("article", "main"), None) is not None
    for part in list(tree.iter(*_PARTS)):
        if (part if part.tag == "table" else _table(part)) in tables:
            part.tag = "article" if part is main and not has_main else "div"


def drop_notices(tree: HtmlElement) -> None:
    """Take away what is said to browsers without scripts, unless it is as long as an article."""
    for notice in list(tree.iter("noscript")):
        if len("".join(notice.itertext())) <= _LONGEST_NOTICE:
            notice.drop_tree()


def _table(part: HtmlElement) -> HtmlElement | None:
    return next(part.iterancestors("table"), None)


def _text_sizes(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Characters outside links and scripts within every element, in one pass."""
    sizes: dict[HtmlElement, int] = {}
    for _, element in etree.iterwalk(tree, events=("end",)):
        own = 0
        if element.tag not in _SILENT:
            own = len((element.text or "").strip())
            own += sum(sizes[child] + len((child.tail or "").strip()) for child in element)
        sizes[element] = own
    return sizes
