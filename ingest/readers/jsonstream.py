"""JSON values one after another, or the elements of one big array, without holding it whole.

What the values mean belongs in ``records``.
"""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

CHUNK_BYTES = 1 << 16
_SEPARATORS = " \t\r\n,\ufeff"


class TooLong(ValueError):
    """One value is longer than a document may be."""


class _Window:
    """The text read so far and not yet used up."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.text = self._decoder.decode(first)
        self.position = 0
        self.ended = False

    def more(self) -> None:
        """Read as much again as is there, so that a long value is tried few times."""
        rest = self.text[self.position :]
        chunk = self._stream.read(max(CHUNK_BYTES, len(rest)))
        self.ended = not chunk
        self.text = rest + self._decoder.decode(chunk, final=self.ended)
        self.position = 0

    def skip_separators(self) -> str:
        """The next character that is part of a value; empty at the end."""
        while True:
            while self.position < len(self.text) and self.text[self.position] in _SEPARATORS:
                self.position += 1
            if self.position < len(self.text) or self.ended:
                return self.text[self.position : self.position + 1]
            self.more()


def json_values(first: bytes, stream: BinaryIO, max_bytes: int) -> Iterator[tuple[Any, bytes]]:
    """Each value with its own bytes; raises ValueError where it stops being JSON."""
    window = _Window(first, stream)
    in_array = window.skip_separators() == "["
    if in_array:
        window.position += 1
    while (character := window.skip_separators()) and not (in_array and character == "]"):
        yield _next(window, max_bytes)


def _next(window: _Window, max_bytes: int) -> tuple[Any, bytes]:
    decoder = json.JSONDecoder()
    while True:
        try:
            value, end = decoder.raw_decode(window.text, window.position)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        except ValueError:
            if window.ended:
                raise
        else:
            if end < len(window.text) or window.ended:
                raw = window.text[window.position : end].encode("utf-8", "surrogateescape")
                window.position = end
                return value, raw
        if len(window.text) - window.position > max_bytes:
            raise TooLong(f"a value of more than {max_bytes:,} bytes")
        window.more()
