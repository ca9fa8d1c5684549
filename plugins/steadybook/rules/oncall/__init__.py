"""On-call rotations and shifts."""
