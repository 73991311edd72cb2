"""Reads a file as a reader could, and as somebody who looks behind the page could: every word in it, each with its place."""

from .extract import Extract, Trouble
from .files import read

__all__ = ["Extract", "Trouble", "read"]
