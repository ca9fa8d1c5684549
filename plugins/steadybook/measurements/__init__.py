"""Where measured counts come from, and how they are kept: snapshots in the repository, and Prometheus."""
