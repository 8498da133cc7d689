"""Names whose type the small model gets wrong often, and words it takes for names.

Only names that mean one thing nearly everywhere. A real knowledge base belongs elsewhere.
"""

_PLACES = """
afghanistan|albania|algeria|angola|argentina|armenia|australia|austria|azerbaijan|bangladesh|belarus
|belgium|bolivia|bosnia|brazil|bulgaria|cambodia|cameroon|canada|chile|china|colombia|crimea|croatia|cuba
|cyprus|czech republic|denmark|ecuador|egypt|estonia|ethiopia|finland|france|gaza|germany|ghana|greece
|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|italy|japan|jordan|kazakhstan|kenya|kosovo
|kuwait|kyrgyzstan|latvia|lebanon|libya|lithuania|malaysia|mali|mexico|moldova|montenegro|morocco|myanmar
|nagorno-karabakh|nepal|netherlands|new zealand|nicaragua|niger|nigeria|north korea|norway|pakistan
|palestine|panama|peru|philippines|poland|portugal|qatar|romania|russia|rwanda|saudi arabia|scotland|senegal
|serbia|singapore|slovakia|slovenia|somalia|south africa|south korea|spain|sri lanka|sudan|sweden
|switzerland|syria|taiwan|tajikistan|thailand|tunisia|turkey|turkmenistan|u.k.|u.s.|uganda|uk|ukraine
|united arab emirates|united kingdom|united states|uruguay|us|usa|uzbekistan|venezuela|vietnam|wales|yemen
|zambia|zimbabwe|minsk|moscow|kiev|kyiv|vilnius|warsaw|brussels|beijing|london|paris|berlin|tehran|ankara
"""
_ORGANIZATIONS = """
african union|al jazeera|associated press|bbc|brexit party|cia|cnn|congress|council of europe|eu
|european commission|european council|european parliament|european union|fbi|federal reserve|fifa|hamas
|hezbollah|house of commons|imf|interfax|isis|islamic state|kremlin|nato|osce|pentagon|politburo|reuters
|senate|supreme court|taliban|tass|twitter|un|unesco|unicef|united nations|white house|who
|world bank|world health organization|xinhua
"""
_NOT_NAMES = """
a|an|the|i|he|she|it|we|they|related|source|sources|photo|image|video|read more|share|tweet|click|comments
|advertisement|covid|covid-19|coronavirus|internet|earth|christmas|easter|facebook|sir|madam|mr|mrs|ms
"""

TYPE_OF: dict[str, str] = {
    **{name.strip(): "place" for name in _PLACES.split("|")},
    **{name.strip(): "organization" for name in _ORGANIZATIONS.split("|")},
}
"""Lower-cased name -> the type that it nearly always has."""

NOT_NAMES = frozenset(name.strip() for name in _NOT_NAMES.split("|"))
"""Lower-cased words that are no entity of ours when they stand alone."""

FULL_NAMES = {
    "eu": "European Union",
    "u.n.": "United Nations",
    "un": "United Nations",
    "u.s.": "United States",
    "us": "United States",
    "usa": "United States",
    "united states of america": "United States",
    "u.k.": "United Kingdom",
    "uk": "United Kingdom",
    "great britain": "United Kingdom",
}
"""Lower-cased short names that stand for one thing everywhere, also where no article spells them out."""
