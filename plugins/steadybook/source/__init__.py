"""Bytes <-> positions: file trees, strict YAML reading, routes to spans, edits that keep the layout."""
