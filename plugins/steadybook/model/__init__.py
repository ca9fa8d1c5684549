"""The typed model: documents, the corpus, and the contracts that kinds, rules, formats and pages are written against."""
