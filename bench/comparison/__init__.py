"""`make compare`: every family of the course on the same digits and the same two moons, beside its peers."""
