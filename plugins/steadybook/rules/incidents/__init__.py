"""Rules about the records of incidents."""
