"""The command line: one module a verb, each with its COMMAND; thin over the engine."""
