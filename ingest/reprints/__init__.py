"""The same text in two articles: fingerprints.py finds the pairs to look at, comparison.py says what they share."""
