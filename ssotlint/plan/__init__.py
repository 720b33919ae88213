"""From findings to steps: the order in which splits can be consolidated, and the edits of each."""
