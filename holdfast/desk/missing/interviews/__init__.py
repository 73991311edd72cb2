"""The staff pages of return home interviews."""
