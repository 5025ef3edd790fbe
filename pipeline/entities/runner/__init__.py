"""The fast runner: spaCy's NER weights without spaCy, several times faster, with equal output."""
