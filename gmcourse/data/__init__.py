"""Data sets of the course, one file each; all of them work without a network."""
