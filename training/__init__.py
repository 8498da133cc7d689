"""Training of the tagger that ships in ``ingest.extract.tagger``: ``python -m training``.

Needs the ``train`` extra (torch) and the corpus; neither is needed to run or test what ships. Texts are
cut and described by the modules that extraction uses, so that both see the same.
"""
