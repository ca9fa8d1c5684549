"""Rules about alerting rules and their runbooks."""
