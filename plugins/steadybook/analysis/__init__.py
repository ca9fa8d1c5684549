"""What both rules and pages need to know: computed once from the corpus and remembered on the context."""
