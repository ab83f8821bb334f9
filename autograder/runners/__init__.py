"""What runs repaired notebooks: confined, in nbgrader's kernel, here or on a cluster."""
