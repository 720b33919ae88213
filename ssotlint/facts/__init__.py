"""What one file says: a pure function from text to facts, in one pass."""

from ssotlint.facts.skim import skim

__all__ = ["skim"]
