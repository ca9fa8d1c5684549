"""What one shift hands over to the next."""
