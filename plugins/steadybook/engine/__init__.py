"""Runs the rules over the corpus: what to redo, where findings stand, how loud they are."""
