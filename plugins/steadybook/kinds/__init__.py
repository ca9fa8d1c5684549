"""The kinds of documents: one folder a kind, with its typed model, its declaration (KIND) and a good example."""
