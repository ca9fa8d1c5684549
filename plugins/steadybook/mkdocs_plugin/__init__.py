"""The adapter to MkDocs, and the only place that knows it."""
