"""What is done with a minute: written, attended, ruled on, approved, given to each reader, and recalled."""
