"""What to look at: configuration, roots, roles, files, their text and digest."""
