"""The page that an instructor opens before the next lecture."""
