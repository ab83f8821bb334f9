"""What strangers wrote, made harmless before it is kept and again where it is shown."""
