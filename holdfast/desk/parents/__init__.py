"""What parents are given, its words, and what they wrote ahead."""
