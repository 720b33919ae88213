"""What is measured, against what, with the script that measures it."""
