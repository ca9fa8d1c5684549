"""Rules about runbooks."""
