"""Feeds: whole entries are documents, teasers ask for their page, tombstones withdraw."""

from ingest.documents import RawDocument

LONG = "<p>" + "The council voted on Monday to close the bridge. " * 8 + "</p>"


def rss(items: str, channel: str = "<title>The Paper</title><language>en</language>") -> bytes:
    return f"""<?xml version="1.0"?><rss version="2.0"
      xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{channel}{items}</channel></rss>""".encode()


def test_an_entry_with_its_content_is_a_whole_document(only):
    item = f"""<item><title>Bridge &amp; tunnel</title><link>https://a.example/1</link><guid>g-1</guid>
      <author>ann@a.example (Ann)</author><pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate>
      <description>Short.</description><content:encoded><![CDATA[{LONG}]]></content:encoded></item>"""
    found = only(rss(item), "feed.xml")
    assert found.retrieved_from == "feed.xml#g-1"
    assert found.fields["html"] == LONG
    assert found.fields["title"] == "Bridge & tunnel"
    assert found.fields["published_at"] == "Mon, 02 Mar 2026 10:00:00 +0100"
    assert (found.fields["ref"], found.fields["url"]) == ("g-1", "https://a.example/1")
    assert (found.fields["source"], found.fields["language"]) == ("The Paper", "en")
    assert found.reader == "feed" and "follow" not in found.fields


def test_a_teaser_asks_for_its_page(read):
    found = read(
        rss(
            "<item><title>A</title><link>https://a.example/1</link><description>Short.</description></item>"
            f"<item><title>B</title><link>https://a.example/2</link><description>{'x' * 90}…</description></item>"
        ),
        "feed.xml",
    )
    assert [f.fields["follow"] for f in found] == ["https://a.example/1", "https://a.example/2"]
    assert all(not f.fields.keys() & {"text", "html"} for f in found)


def test_a_long_description_or_one_without_a_link_is_the_article(read):
    long, bare = read(
        rss(
            f"<item><link>https://a.example/1</link><description><![CDATA[{LONG * 4}]]></description></item>"
            "<item><title>B</title><description>All there is.</description></item>"
        ),
        "feed.xml",
    )
    assert "follow" not in long.fields and "html" in long.fields
    assert bare.fields["html"] == "All there is."


def test_an_entry_with_nothing_is_empty(reason):
    assert reason(rss("<item><title>Only a title</title></item>")) == "empty"
    assert reason(rss("")) == "empty"


def test_atom_entries_and_tombstones(read):
    content = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
      <title>The Wire</title>
      <at:deleted-entry ref="tag:w,1" when="2026-03-02T00:00:00Z">
        <at:comment>Published in error</at:comment><link href="https://w.example/1"/></at:deleted-entry>
      <entry><id>tag:w,2</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; move</title>
        <link href="https://w.example/2"/><updated>2026-03-01T10:00:00Z</updated>
        <author><name>Ann</name></author><author><name>Bo</name></author>
        <content type="html"><![CDATA[{LONG}]]></content></entry></feed>""".encode()
    entry, tombstone = read(content, "feed.xml")
    assert entry.fields["title"] == "A bold move"
    assert entry.fields["author"] == "Ann, Bo"
    assert "published_at" not in entry.fields  # updated is not published
    assert entry.fields["modified_at"] == "2026-03-01T10:00:00Z"
    assert dict(tombstone.fields) == {
        "ref": "tag:w,1", "url": "https://w.example/1", "modified_at": "2026-03-02T00:00:00Z",
        "reason": "Published in error", "pub_status": "canceled",
    }  # fmt: skip
    assert b"deleted-entry" in tombstone.content


def test_rdf_is_a_feed(only):
    content = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>T</title></channel>
      <item rdf:about="https://a.example/1"><title>A</title><link>https://a.example/1</link></item></rdf:RDF>"""
    assert only(content).fields["follow"] == "https://a.example/1"


def test_the_same_entry_has_the_same_evidence_when_the_feed_around_it_changes(read):
    item = f"<item><guid>1</guid><description>{LONG.replace('<', '&lt;') * 4}</description></item>"
    [alone] = read(rss(item), "feed.xml")
    _, later = read(
        rss("<item><guid>2</guid><description>Other</description></item>" + item), "feed.xml"
    )
    assert isinstance(alone, RawDocument)
    assert alone.content == later.content


def test_entity_bombs_do_not_go_off(read):
    bomb = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">""" + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9)
    )
    found = read(
        bomb + b"]><rss version='2.0'><channel><item><title>&j;</title></item></channel></rss>"
    )
    assert sum(len(f.content or b"") for f in found) < 100_000
