"""What would this person see: the lists of a colleague, for a manager."""
