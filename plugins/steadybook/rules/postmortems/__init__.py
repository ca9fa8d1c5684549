"""Rules about postmortems."""
