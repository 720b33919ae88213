"""The words: frozen values that everything else speaks in."""
