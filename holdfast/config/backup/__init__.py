"""Copies of a whole system in one encrypted file, and a system made again from one."""
