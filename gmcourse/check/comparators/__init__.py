"""Named comparators: each takes (expected, got, tolerance) and returns None or a Mismatch."""
