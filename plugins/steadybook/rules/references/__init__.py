"""References between documents, ids, and the graph of dependencies."""
