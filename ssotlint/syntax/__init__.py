"""LibCST's home: excerpts, pattern compiler, signatures, rewriting."""
