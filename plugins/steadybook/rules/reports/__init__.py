"""Monthly reports: their period."""
