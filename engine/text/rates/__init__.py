"""Rates of return and of interest in running text."""
