"""The reports: what concerns all services at once. One file a report."""
