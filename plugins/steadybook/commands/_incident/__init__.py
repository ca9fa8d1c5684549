"""What the verbs of `steadybook incident` share: moments, records, steps, drafts and what is printed."""
