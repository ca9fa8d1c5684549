"""What `steadybook logs check` finds in the lines of a log."""
