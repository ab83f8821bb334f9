"""Named builders: inputs that are made where they are needed instead of being sent as data."""
