"""Finds, reads, validates and selects rules."""
