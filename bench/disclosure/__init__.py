"""Measures the check before anything leaves, on letters and minutes that are made up anew from a seed."""
