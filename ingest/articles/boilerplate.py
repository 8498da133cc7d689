"""Paragraphs that are the page's, not the article's: share and sign-up prompts, adverts, related items.

Whole paragraphs only, by their wording. When in doubt a paragraph stays: noise costs a reader a line,
lost prose costs the warehouse a claim. Credits and bylines are read elsewhere before they go.
"""

import re

_OPENING = re.compile(
    r"""(?ix)
    (?:advertisement|ad|advert|sponsored|close|loading|photos?|videos?|twitter|facebook|youtube|instagram|
       share|tweet|email|print|comments?|more|related|link\ copied|newsletter\ sign-?up|play\ facebook)\W*
    | (?:story|article)\ continues?\ below.{0,40} | continue\ reading(?:\ below|\ the\ main\ story)?\W*
    | advertisement\W+(?:continue\ reading.*|story\ continues.*|\d.*)
    | \[(?:pullquote|break|image|music|audio-clip|video)\] | //–> | <!–
    | click\ for\ more\ from\ .{2,60} | get\ the\ .{2,30}\ app\W*
    | share\ (?:this|on|to\ [a-z]\w+$|via|all\ sharing|the\ story|article)\b.{0,80}
    | (?:please\ )?(?:[-–•]\ )?(?:follow|like|join|find|connect\ with)\ (?:us|him|her|them|me|@\w+|the\ \w+|[\w .'’-]{2,40})\ (?:on|at)\ (?:our\ )?
      (?:twitter|facebook|instagram|telegram|youtube|linkedin|whatsapp|google\ news|x\b|social\ media|facebook\.com).{0,200}
    | (?:follow\ @\w+\W*)+
    | sign\ up\ (?:for|to|here)\b.{0,200}(?:newsletters?|inbox|email|updates|briefing|alerts)\b.{0,120}
    | (?:subscribe|sign\ up)\ (?:to|for)\ (?:our|the)\b.{0,80}(?:newsletters?|podcast|channel|updates|alerts)\b.{0,60}
    | (?:get|want)\ .{2,120}\bdelivered\ .{0,20}(?:to\ )?(?:your|my)\ inbox\b.{0,160}
    | newsletter\ sign\ up\b.*
    | (?:users?\W{0,2}\ )?(?:leave|post|add|view|write|show|hide|see\ all|read)\ (?:a|all|your|\d+)?\s*comments?\W*(?:\(?\d+\)?)?
    | users?['’]?\ comments?\W* | \d+\ comments?\W* | join\ the\ (?:conversation|discussion)\W*
    | (?:slideshow|gallery)\ \(\d+\ images?\) | (?:next|prev)\ image\ \d+\ of\ \d+
    | image\ (?:copyright|source|credit)[:,]?\ .{2,60} | enlarge\ this\ image\b.{0,140} | (?:enlarge\ )?toggle\ caption.{0,100}
    | (?:photo(?:graph)?|image|picture|illustration|video|file\ photo|credit)s?(?:\ credits?|\ by|\ courtesy(?:\ of)?)?\s?[:/©]\s?[^.]{2,80}\.?
    | \((?:(?:photo|image|picture|illustration|credit)s?\b[^()]{0,80}|[^()]{0,60}\b(?:getty|shutterstock|pixabay|unsplash|reuters|ap|afp|epa)\b(?:\ images?|\ photos?)?[^()]{0,20})\)
    | copyright\ (?:©|\(c\)|\d{4}).{0,250} | (?:©|\(c\)).{0,400} | all\ rights\ reserved\W*
    | (?:read|see|watch|listen)\ (?:more|also|next|the\ full\ story)\W* | (?:read\ more|also\ read|read\ also|see\ also|related|recommended|don['’]t\ miss|more\ on\ this(?:\ story)?|more)\s?[:|»>–—-]+\s?[^.!?]{0,160}
    | (?:lea|lee|leia|ver|vea|veja)\s(?:también|tambien|más|mas|também|mais)\s?[:|»>]+\s?.{0,160} | lea\s?:\s?[^.!?"“”«»]{20,160} | (?:también\ )?(?:le|te)\ (?:puede|podría)\ interesar\s?:\s?.{0,160} | más\ sobre\ [^.!?]{2,60}
    | (?:à\ )?lire\ (?:aussi|également)\s?[:|»>–-]*\s?.{0,160} | (?:voir|leggi|vedi)\ (?:aussi|anche)\s?[:|»>–-]+\s?.{0,160} | (?:lesen\ sie|auch)\ (?:auch|dazu|hier|mehr|interessant|lesenswert)\s?[:|»>–-]+\s?.{0,160}
    | mehr\ (?:zum\ thema|dazu)\s?[:|»>–-]+\s?.{0,160} | (?:lees|läs|les|læs|lue)\ (?:ook|också|også|mer|mere|myös)\s?[:|»>–-]+\s?.{0,160} | (?:читайте|смотрите)\ (?:также|ещё|еще|по\ теме|також)\s?[:|»>–-]+\s?.{0,160}
    | (?:czytaj|zobacz|przeczytaj|čtěte|čítajte)\ (?:też|także|również|więcej|také|aj)\s?[:|»>–-]+\s?.{0,160}
    | (?:subscribe|register|sign\ up)\ now\b.{0,120} | for\ .{2,80}\b,?\ download\ (?:our|the)\ .{0,60}\bapps?\b.{0,80} | download\ (?:our|the)\ .{0,40}\bnews\ apps?\b.{0,80} | (?:to\ (?:view|read|continue\ reading)\ .{0,60},\ )(?:please\ )?(?:subscribe|log\ in|sign\ (?:in|up)|register)\b.{0,160}
    | (?:are\ you\ )?already\ a\ subscriber\?.{0,120} | if\ you['’]?re\ seeing\ this\ message\b.{0,200} | get\ .{2,80}\ by\ e-?mail\b.{0,80} | (?:submit|send)\ (?:a|your)\ letters?\ to\ the\ editor\b.{0,120} | we\ want\ to\ hear\ what\ you\ think\b.{0,160}
    | our\ standards:\ .{2,80} | (?:crédits?(?:\ photos?)?|photos?\ credits?|fotos?|foto-?credits?|bild(?:er|quellen?|nachweis|rechte)?|titelbild|фото|zdjęci[ae]|fot\.)\s?[:©]\s?[^.]{2,80}\.? | copyright\s?:\s?[^.]{2,80}\.?
    | (?:you\ (?:must|need\ to|have\ to)\ (?:be\ )?(?:log(?:ged)?\ in|registered)|(?:du\ musst|sie\ müssen)\ .{0,30}(?:eingeloggt|angemeldet|registriert))\b.{0,80}\b(?:comment|kommentar)\w*.{0,80}
    | (?:tags?|keywords|hashtags|tagged(?:\ (?:as|with))?|filed\ (?:under|in))\s?:\s[^.!?]{2,200}
    | comments?\ \(\d+\)\W*(?:(?:log|sign)\ in|join|register|leave|add|post|be\ the\ first|view|show|read)?\b[^.]{0,80}
    | (?:[^.?!"“”]{2,80}\?\ )?(?:please\ )?(?:leave\ a\ comment\ (?:below|here)|(?:e-?mail|write\ to|contact)\ (?:(?:us|our\ \w+|the\ (?:newsroom|author))\ at\ )?\S+@\S+)[^.?!]{0,100}\S{0,40}
    | (?:like|enjoy(?:ed|ing)?)\ (?:this|our|the)\ (?:story|article|reporting|journalism)\?\s.{2,120}
    | (?:read|find|visit|follow)\ us\ (?:at|on)\ (?:https?://)?[\w-]+(?:\.[\w-]+)+\b.{0,160}
    | (?:please\ enable|enable|you\ need\ to\ enable|turn\ on)\ javascript\b.{0,120} | (?:this\ (?:site|website|page|app|application)\ (?:requires|needs)|your\ browser\ does\ not\ support)\ javascript\b.{0,120}
    | (?:we|this\ (?:web\ ?)?site)\ uses?\ cookies\b.{0,300}
    | also\ see\W* | more\ on\ this\W* | this\ article\ is\ more\ than\ \d+\ (?:year|month)s?\ old
    | \(\ ?(?:photos|also\ on\ politico|video|related)\s?:[^)]{2,120}\)
    | (?:https?://)?(?:www\.|m\.)?(?:twitter|x|facebook|fb|instagram|t|vk|telegram)\.(?:com|me)/\S+(?:\s*\|)*
    """
)
_CONTAINING = (
    (
        "click ",
        re.compile(
            r"(?i).{0,60}\bclick (?:here|below)\b.{0,80}(?:app|newsletter|subscribe|sign up|read more|"
            r"coverage|express|comment|views|story)\b.{0,60}"
        ),
    ),
    ("your inbox", re.compile(r"(?i).{0,200}\bin your inbox\b.{0,20}sign up.{0,40}")),
    ("by signing up", re.compile(r"(?i).{0,500}\bby signing up,? you (?:agree|accept)\b.*")),
)
"""Prompts that begin with anything; the word is looked for first, for speed."""
_TAIL = re.compile(
    r"""(?ix)
    (?:(?:related|recommended|similar|popular|trending|latest|top)\ (?:contents?|articles?|stories|story|news|posts?|links?|topics?|
       reading|videos?|items?|coverage) | (?:you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in)) | most\ (?:read|popular|viewed|commented|shared)(?:\ (?:today|now|this\ week|stories|articles|news|in\ [\w ]{2,30}))* | read\ (?:next|more\ stories) | around\ the\ web | from\ around\ the\ web |
       recommended\ for\ you | sponsored\ (?:links|content) | related\ to\ this\ story | what\ to\ read\ next |
       users?['’]?\ comments? | (?:notas|noticias|contenidos?|artículos|notícias|artigos|conteúdos?|articoli|contenuti)\ (?:relacionad[oa]s?|correlati) | (?:articles?|contenus?)\ (?:liés|similaires|associés) | sur\ le\ même\ (?:sujet|thème)
       | (?:weitere|ähnliche|verwandte)\ (?:themen|artikel|beiträge|meldungen|nachrichten) | mehr\ zum\ thema | zum\ weiterlesen | das\ könnte\ (?:sie|dich)\ auch\ interessieren
       | (?:материалы\ )?по\ теме | powiązane\ artykuły)\W*
    """
)
_KICKER = re.compile(
    r"(?i)(?:press|news|media) ?release|press (?:statement|notice)|for immediate release|breaking(?: news)?|exclusive"
)
_ALSO = re.compile(
    r"(?i)(?:(?:read|see) (?:also|more|next)|(?:also|further) (?:read|see|reading)|related(?: stories| articles| news)?|more (?:on this|stories|news))\s?:"
    r"|(?:(?:à )?lire (?:aussi|également)|(?:leia|lea) (?:também|también|mais|más)|(?:читайте|смотрите) (?:также|ещё|еще|по теме|також)|(?:czytaj|zobacz) (?:też|także|również|więcej)|lesen sie auch|lue myös|lees ook|läs (?:också|mer))\s?:?"
)
_CLOSED = re.compile(r"[.!?…:;,][\"'”’»)]*$")
_LONGEST_TITLE, _MOST_TITLES, _CROSSHEAD_WORDS = 160, 8, 3
_HANDLE = re.compile(
    r"(?i)(?:https?://)?(?:www\.|m\.)?(?:twitter|x|facebook|fb|instagram|t|vk|telegram)\.(?:com|me)/(?:#!/)?@?([a-z0-9_.]{3,30})/?(?:\s*\|)*"
)
_PLATFORM_PAGES_WORDS = (
    "share sharer sharer.php intent home login search hashtag pages groups watch explore status "
    "joinchat"
)
_PLATFORM_PAGES = frozenset(_PLATFORM_PAGES_WORDS.split())
_SOCIAL_HINT = re.compile(
    r"(?i)(?:twitter|facebook|instagram|telegram|\bt|\bx|\bfb|\bvk)\.(?:com|me)/"
)
_LONGEST = 600
_TAIL_SHARE = 0.4


def is_boilerplate(paragraph: str) -> bool:
    """The whole paragraph is a prompt, an advert, a link or a mark without a word."""
    if len(paragraph) > _LONGEST:
        return False
    if not any(map(str.isalnum, paragraph)) or _OPENING.fullmatch(paragraph):
        return True
    lowered = paragraph.lower()
    if any(word in lowered and form.fullmatch(paragraph) for word, form in _CONTAINING):
        return True
    return " | " in paragraph and _is_strip(paragraph)


def _is_strip(paragraph: str) -> bool:
    """``Share to … | Print | Related: …``: parts of which each is boilerplate."""
    return all(_OPENING.fullmatch(part) for part in paragraph.split(" | ") if part.strip(" |"))


def is_kicker(paragraph: str) -> bool:
    """A label of the kind of text, as it stands above a headline: ``Press release``."""
    return len(paragraph) <= 40 and _KICKER.fullmatch(paragraph.strip(" :|–—-")) is not None


def is_tail_heading(paragraph: str) -> bool:
    """A heading over what other articles say: ``Related Contents``, ``Most read``."""
    return len(paragraph) <= 60 and _TAIL.fullmatch(paragraph) is not None


def cut_tail(paragraphs: list[str]) -> list[str]:
    """Without what follows the first heading over other articles, when that is a smaller, last part."""
    total = sum(map(len, paragraphs))
    before = 0
    for index, paragraph in enumerate(paragraphs):
        if index and is_tail_heading(paragraph) and total - before <= _TAIL_SHARE * total:
            return paragraphs[:index]
        if index and _ALSO.fullmatch(paragraph) and total - before <= _TAIL_SHARE * total:
            return paragraphs[:index] + _after_titles(paragraphs[index + 1 :])
        before += len(paragraph)
    return paragraphs


def _after_titles(paragraphs: list[str]) -> list[str]:
    """What follows titles of other articles: everything from the first line that can be no title."""
    for index, paragraph in enumerate(paragraphs[: _MOST_TITLES + 1]):
        is_title = len(paragraph) <= _LONGEST_TITLE and not _CLOSED.search(paragraph)
        if not is_title or is_boilerplate(paragraph):
            is_crosshead = index > 1 and len(paragraphs[index - 1].split()) <= _CROSSHEAD_WORDS
            return cut_tail(["", *paragraphs[index - is_crosshead :]])[1:]
    return paragraphs[_MOST_TITLES:]


def social_handle(paragraph: str) -> str | None:
    """The account that a paragraph with nothing but a link to a social network points to."""
    if len(paragraph) > 120 or not _SOCIAL_HINT.search(paragraph):
        return None
    match = _HANDLE.fullmatch(paragraph)
    return match[1] if match and match[1].lower() not in _PLATFORM_PAGES else None
