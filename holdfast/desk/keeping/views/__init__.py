"""The information-governance desk, one module a subject."""
