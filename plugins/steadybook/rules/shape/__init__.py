"""What the models of the kinds find in a document's keys and values."""
