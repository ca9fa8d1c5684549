"""Production readiness of a service: what the repository proves, what people attest, and what follows."""
