"""Makes the clean copy of a file from the source: what may not be read is not in it, rather than covered."""

from .copy import Copy, clean_copy

__all__ = ["Copy", "clean_copy"]
