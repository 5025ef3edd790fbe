"""Our own recogniser of names in news: a small convolutional tagger, int8, on one core.

`load` gives it; how it was made and what it is worth stands in docs/model-card.md.
"""

from pipeline.entities.tagger.recognise import NewsRecogniser, load

__all__ = ["NewsRecogniser", "load"]
