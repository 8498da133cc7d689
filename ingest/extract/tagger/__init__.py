"""The tagger: a small network finds cues and, for each, its source and content."""
