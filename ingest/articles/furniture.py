"""Parts of a page that its markup names as no part of the article: pop-ups, sign-ups, teasers, captions.

Names of elements, classes and ids are conventions that hold over sites. A part goes only when it is small beside the
page and holds no heading of the first order. What wording gives away belongs in ``boilerplate``.
"""

import re
from functools import lru_cache

from lxml.html import HtmlElement

_NAMES = re.compile(
    r"""(?x)(?<![a-z])(?:
      newsletters?(?:[-_]*(?:form|sign-?up|promo|box|teaser|modal|widget|subscribe|subscription|cta|wrapper|container|inbody\w*))?
    | pop-?up | popmake | pum | modal | lightbox | cookie\w* | consent\w* | gdpr
    | related(?:[-_]*(?:articles?|posts?|stor(?:y|ies)|contents?|news|links?|items?|topics?|reading|videos?|wrap\w*|box|block|list|container|module))?
    | recommend(?:ed|ation|ations)? | more-?(?:about|from|on|stories|news|topics?|articles?|content) | read-?(?:more|also|next) | also-?(?:like|read)
    | (?:next|prev)-?(?:story|post|article) | most-?(?:read|popular|viewed|commented|shared) | trending | popular-?posts?
    | (?:inline-?)?teasers? | promo(?:tion|box)? | affiliate(?:[-_]*\w+)? | disclosure(?:[-_]*\w+)? | cta | call-?to-?action
    | subscribe(?:[-_]*(?:form|box|widget|now|button|cta))? | sign-?up(?:[-_]*\w+)? | donat(?:e|ion)\w* | support-?us
    | (?:wp-?|photo-?|image-?|img-?|picture-?|media-?)?caption(?:-?text)? | image-?description | bildunterschrift | legende | dida(?:scalia)?
    | (?:photo|image|picture|img)-?credits? | author-?(?:box|bio|info|card|description) | about-?(?:the-?)?author | trust-?badge
    )(?![a-z])"""
)
_TAGS = re.compile(r"(?i)teaser|newsletter|popup|related|promo")
_NEVER = frozenset(("html", "body", "head", "main", "article", "meta", "link", "script", "style"))
_MOST_SHARE = 0.3


def drop_furniture(tree: HtmlElement) -> None:
    """Take named parts away, unless they hold so much of the text that the names must mean something else."""
    named = [part for part in tree.iter("*") if _is_named(part)]
    most = _MOST_SHARE * _size(tree) if named else 0
    gone: set[HtmlElement] = set()
    for part in named:
        is_inside = any(above in gone for above in part.iterancestors())
        if not is_inside and _size(part) <= most and next(part.iter("h1"), None) is None:
            gone.add(part)
    if sum(map(_size, gone)) <= most:
        for part in gone:
            part.drop_tree()


def _is_named(part: HtmlElement) -> bool:
    classes, identity, tag = part.get("class"), part.get("id"), part.tag
    is_named = (classes and _is_furniture(classes)) or (identity and _is_furniture(identity))
    if is_named or tag == "figcaption" or ("-" in tag and _TAGS.search(tag)):
        return tag not in _NEVER
    return False


@lru_cache(maxsize=8_192)
def _is_furniture(names: str) -> bool:
    """Classes repeat on a page; lower case beforehand halves the time of the pattern."""
    return _NAMES.search(names.lower()) is not None


def _size(part: HtmlElement) -> int:
    return sum(len("".join(paragraph.itertext())) for paragraph in part.iter("p"))
