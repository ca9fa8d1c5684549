"""How findings are written down: one module a format, each with its FORMAT."""
