"""HTML to a tree and to plain paragraphs: the part that needs no notion of an article.

Whatever the input, the work is bounded: depth by the parser, size by the caller. Choosing which part of a
page is the article belongs in ``page``.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

_BLOCKS_WORDS = (
    "address article aside blockquote body br caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_SILENT_WORDS = (
    "applet audio button canvas embed head iframe input link map meta noscript object option "
    "script select style svg template textarea title video math"
)
_SILENT = frozenset(_SILENT_WORDS.split())
# lxml.html looks the class of every element up in Python, for forms and inputs that nothing here uses.
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_FULL_PAGE = re.compile(r"(?i)<(?:!doctype\s+html|html|head|body)\b")
_MARKUP = re.compile(
    r"(?i)<(?:!doctype\s+html|html|head|body|p|div|br|span|article|h1|table|ul|meta)\b[^>]*>"
)


def is_full_page(text: str) -> bool:
    """The markup of a whole page, not of a body only."""
    return _FULL_PAGE.search(text[:5_000]) is not None


def looks_like_markup(text: str) -> bool:
    """Text that begins like HTML, whatever its name says."""
    head = text[:2_000].lstrip("\ufeff \t\r\n")
    return head.startswith("<") and _MARKUP.search(head) is not None


def parse_tree(text: str) -> HtmlElement | None:
    """The tree of a page or a fragment, or None when there is none."""
    content = _DECLARATION.sub("", text.replace("\x00", "")).encode("utf-8", "ignore")
    if not content.strip():
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        return document_fromstring(content, parser=parser, ensure_head_body=False)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def plain_lines(tree: HtmlElement) -> list[str]:
    """The text of every block of a tree, one line each: for body markup that is all article."""
    blocks: list[list[str]] = [[]]
    for piece in _pieces(tree):
        if piece is None:
            blocks.append([])
        else:
            blocks[-1].append(piece)
    return [line for block in blocks if (line := " ".join("".join(block).split()))]


def _pieces(tree: HtmlElement) -> Iterator[str | None]:
    """Text in reading order, None where a block begins or ends; no recursion, silent parts skipped."""
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        if event == "start":
            silent += tag in _SILENT
            if tag in _BLOCKS:
                yield None
            if not silent and element.text:
                yield element.text
            continue
        silent -= tag in _SILENT
        if tag in _BLOCKS:
            yield None
        if not silent and element.tail:
            yield element.tail


def tree_size(tree: HtmlElement) -> tuple[int, int]:
    """How many elements a tree has and how deep it is; counting ends where it is too much anyway."""
    count = depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        deepest = max(deepest, depth)
    return count, deepest
