"""Measures Holdfast on many children: bin/bench."""
