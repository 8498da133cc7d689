"""Which texts are copies of which: exact ones, and ones that were cut, reordered or given a new lead.

Words become shingles (``shingles``), a sample of them finds candidates (``postings``, in a ``library``), all of them
measure how much two candidates share (``overlap``), and ``finder`` decides batch by batch. Which article of
a group is the origin depends on publishers and dates, and belongs in the tables.
"""

from ingest.identity.origins.finder import METHOD, VERSION, Copy, find_copies
from ingest.identity.origins.library import Library, Segment, Text

__all__ = ["METHOD", "VERSION", "Copy", "Library", "Segment", "Text", "find_copies"]
