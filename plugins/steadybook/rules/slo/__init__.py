"""Service level objectives, their indicators, error budgets, burn-rate alerts and policies."""
