"""Takes in missing episodes from a file of comma-separated values. One row is one report, and one `Episode`."""
