"""The written forms of English verbs and nouns, generated from the lemma.

Replaces a lemmatizer for the few hundred words of the cue lexicon: the tagger and lemmatizer would
take a third of the pipe's time.
"""

from ingest.extract.words import word_set

_IRREGULAR = {
    "be": "is are was were been being",
    "bear": "bears bore borne bearing",
    "beseech": "beseeches besought beseeching",
    "break": "breaks broke broken breaking",
    "cast": "casts cast casting",
    "choose": "chooses chose chosen choosing",
    "come": "comes came coming",
    "cut": "cuts cut cutting",
    "draw": "draws drew drawn drawing",
    "drive": "drives drove driven driving",
    "fall": "falls fell fallen falling",
    "feel": "feels felt feeling",
    "fight": "fights fought fighting",
    "find": "finds found finding",
    "forbid": "forbids forbade forbidden forbidding",
    "foresee": "foresees foresaw foreseen foreseeing",
    "forget": "forgets forgot forgotten forgetting",
    "get": "gets got gotten getting",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "have": "has had having",
    "hear": "hears heard hearing",
    "hit": "hits hit hitting",
    "hold": "holds held holding",
    "keep": "keeps kept keeping",
    "know": "knows knew known knowing",
    "lay": "lays laid laying",
    "lead": "leads led leading",
    "learn": "learns learned learnt learning",
    "leave": "leaves left leaving",
    "lie": "lies lied lying",
    "lose": "loses lost losing",
    "make": "makes made making",
    "mean": "means meant meaning",
    "meet": "meets met meeting",
    "mislead": "misleads misled misleading",
    "overrule": "overrules overruled overruling",
    "pay": "pays paid paying",
    "prove": "proves proved proven proving",
    "put": "puts put putting",
    "quit": "quits quit quitting",
    "quiz": "quizzes quizzed quizzing",
    "read": "reads read reading",
    "rule": "rules ruled ruling",
    "run": "runs ran running",
    "say": "says said saying",
    "see": "sees saw seen seeing",
    "seek": "seeks sought seeking",
    "send": "sends sent sending",
    "set": "sets set setting",
    "shoot": "shoots shot shooting",
    "show": "shows showed shown showing",
    "sing": "sings sang sung singing",
    "sow": "sows sowed sown sowing",
    "speak": "speaks spoke spoken speaking",
    "spin": "spins spun spinning",
    "spread": "spreads spread spreading",
    "stand": "stands stood standing",
    "stick": "sticks stuck sticking",
    "strike": "strikes struck struck striking",
    "strive": "strives strove strived striving",
    "swear": "swears swore sworn swearing",
    "take": "takes took taken taking",
    "teach": "teaches taught teaching",
    "tear": "tears tore torn tearing",
    "tell": "tells told telling",
    "think": "thinks thought thinking",
    "throw": "throws threw thrown throwing",
    "undercut": "undercuts undercut undercutting",
    "understand": "understands understood understanding",
    "undertake": "undertakes undertook undertaken undertaking",
    "upset": "upsets upset upsetting",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "withhold": "withholds withheld withholding",
    "write": "writes wrote written writing",
}
_DOUBLING = word_set(
    "admit commit chat forbid omit permit plan quip rap rebut refer slam spot stop submit"
    " transmit bet nod beg cap pin plot blog pen tap tip tag snub slap prod mar jab zap"
    " blur ban demur fret pan rip shred shun"
)
_SIBILANT = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


def verb_forms(lemma: str) -> frozenset[str]:
    """Every form of a verb, the lemma among them; British spellings of -ize too."""
    if lemma.endswith("ize"):
        return _forms(lemma) | _forms(lemma[:-3] + "ise")
    return _forms(lemma)


def _forms(lemma: str) -> frozenset[str]:
    if lemma in _IRREGULAR:
        return frozenset((lemma, *_IRREGULAR[lemma].split()))
    stem = lemma
    if lemma in _DOUBLING:
        stem = lemma + lemma[-1]
    elif lemma.endswith("ee"):
        return frozenset((lemma, lemma + "s", lemma + "d", lemma + "ing"))
    elif lemma.endswith("ie"):
        return frozenset((lemma, lemma + "s", lemma + "d", lemma[:-2] + "ying"))
    elif lemma.endswith("e"):
        stem = lemma[:-1]
    past = lemma[:-1] + "ied" if _ends_in_y(lemma) else stem + "ed"
    return frozenset((lemma, noun_plural(lemma), past, stem + "ing"))


def forms_of(verbs: str) -> frozenset[str]:
    """Every form of the verbs of a running text."""
    return frozenset(form for verb in verbs.split() for form in verb_forms(verb))


def noun_forms(lemma: str) -> frozenset[str]:
    """Singular and plural."""
    return frozenset((lemma, noun_plural(lemma)))


def noun_plural(lemma: str) -> str:
    """The plural of a regular noun, which is also the third person of a regular verb."""
    if _ends_in_y(lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(_SIBILANT) else "s")


def _ends_in_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2:-1] not in _VOWELS
