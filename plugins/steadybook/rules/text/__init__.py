"""What must not stand in any text: templates that nobody filled in, and credentials."""
