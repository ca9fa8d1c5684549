"""Exports for other systems, one module or folder a system: its name is what `steadybook export` is given."""
