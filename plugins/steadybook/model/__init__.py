"""The typed model: documents, the corpus, and what kinds, rules, formats and pages are written against."""
