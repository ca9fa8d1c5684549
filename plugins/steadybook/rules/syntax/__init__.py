"""What the strict reader finds in the text of a file."""
