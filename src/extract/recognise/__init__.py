"""Model recognisers: names proposed by HanLP or spaCy models, for the rules to judge."""

from extract.recognise.recogniser import Recogniser, load_recogniser

__all__ = ["Recogniser", "load_recogniser"]
