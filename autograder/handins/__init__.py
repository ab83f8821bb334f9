"""What comes in: downloads, names, class lists, reading and repairing hand-ins."""
