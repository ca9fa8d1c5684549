"""The quality score of a service, a team and the fleet: evidence, arithmetic, and what would raise it most."""
