"""From one text source to what students get: notebook, tables and wheel, scanned for leaks."""
