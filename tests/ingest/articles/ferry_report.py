"""An invented report in four paragraphs, as the bodies of test pages."""

PARAGRAPHS = [
    "The harbour council said on Monday that the old ferry would sail again in spring, after two years of repairs.",
    "“We have waited long enough,” said the café owner Zoë Núñez, whose guests come from the islands every day.",
    "Critics call the plan too dear. The council answered that nothing else links the islands in the winter months.",
    "A vote is due next week, and the yard has promised to name a date for the first crossing before that vote.",
]
