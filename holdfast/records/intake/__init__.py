"""Takes in a case that another system sends, and gives it back."""
