"""Bytes to text: a byte order mark, then what is stated outside, then what the page states, then the bytes.

A stated charset that does not decode the bytes is not believed. ``latin-1`` means ``windows-1252``, as in
every browser. What decodes as nothing is refused, so that no article of wrong characters goes in.
"""

import codecs
import re

from charset_normalizer import from_bytes

from ingest.errors import UnreadableInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_AS_IN_BROWSERS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "iso-8859-1": "cp1252",
    "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_UNSAFE = frozenset(("utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape"))
_SNIFFED_BYTES = 4_096
_DETECTED_BYTES = 20_000
_WESTERN_SHARE = 0.04
"""Fewer bytes beyond ASCII than this are the accents and quotation marks of a western text."""
_MOST_BROKEN = 0.01
"""A page with at most this share of undecodable characters is read, each broken one as U+FFFD."""


def decode(content: bytes, stated: str | None, retrieved_from: str, *, markup: bool) -> str:
    """The text of ``content``; raises ``UnreadableInput`` where no charset gives text."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    names = [_known(stated), _known(_in_markup(content)) if markup else None, "utf-8"]
    for name in filter(None, names):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    text = _nearly(content) or _detected(content)
    if text is None or _is_binary(text):
        raise UnreadableInput(
            retrieved_from, "broken_encoding", "no charset makes text of the bytes"
        )
    return text


def _known(name: str | None) -> str | None:
    """Python's name of a text charset that browsers know too."""
    try:
        codec = codecs.lookup((name or "").strip("\"' "))
    except (LookupError, ValueError):  # no such codec, or a name that holds a NUL
        return None
    is_text = getattr(codec, "_is_text_encoding", True) and codec.name not in _UNSAFE
    return _AS_IN_BROWSERS.get(codec.name, codec.name) if is_text else None


def _in_markup(content: bytes) -> str | None:
    head = content[:_SNIFFED_BYTES]
    match = _XML.match(head) or _META.search(head)
    name = match[1].decode("ascii", "replace") if match else None
    # A page that says UTF-16 in ASCII letters is not.
    return None if name and name.lower().startswith("utf-16") else name


def _nearly(content: bytes) -> str | None:
    """UTF-8 with a few broken bytes."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(1 for char in text[:_DETECTED_BYTES] if char > "\x7f")
    is_utf8 = broken <= _MOST_BROKEN * len(text) and 2 * broken <= beyond_ascii
    return text if is_utf8 else None


def _detected(content: bytes) -> str | None:
    if b"\x00" in content[:_SNIFFED_BYTES]:
        for name, start in (("utf-16-le", 1), ("utf-16-be", 0)):
            zeros = content[start:_SNIFFED_BYTES:2]
            if zeros.count(0) > 0.7 * len(zeros):
                return content.decode(name, "replace")
    sample = content[:_DETECTED_BYTES]
    if sum(byte > 0x7F for byte in sample) <= _WESTERN_SHARE * len(sample):
        return content.decode("cp1252", "replace")
    best = from_bytes(sample).best()
    name = best.encoding if best and best.encoding != "ascii" else "cp1252"
    return content.decode(_AS_IN_BROWSERS.get(name, name), "replace")


def _is_binary(text: str) -> bool:
    """More control characters than any text has."""
    sample = text[:_DETECTED_BYTES]
    controls = sum(1 for char in sample if char < " " and char not in "\t\n\r\x0b\x0c")
    return controls > 0.02 * len(sample) or sample.count("\ufffd") > 0.1 * len(sample)
