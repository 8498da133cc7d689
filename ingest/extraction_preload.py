"""Imported once by the fork server, so that every worker begins with the model in memory.

Not for import elsewhere: it is what keeps the calling process free of the model.
"""

import os

# A worker is one core: more threads in its matrix products would only fight over cores. Read by numpy
# when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from ingest.extract.language import load_pipe
from ingest.extract.lexicon import load_lexicon

load_pipe()
load_lexicon()
