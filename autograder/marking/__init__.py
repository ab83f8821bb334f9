"""Marking by hand: the answers that a person reads, on one page, saved to the gradebook as one goes."""
