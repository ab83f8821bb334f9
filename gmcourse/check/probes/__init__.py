"""Named probes: how a student's function is asked, and what of its result counts as the answer."""
