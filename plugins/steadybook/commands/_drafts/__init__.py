"""Drafts of documents that know what the repository knows already; the rest is marked for people to write."""
