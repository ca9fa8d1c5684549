"""The pages: one folder each, with its view and its template."""
