"""What all files say: facts remembered by content."""
