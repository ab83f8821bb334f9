"""What students get back: their notebook with marks and reasons, made safe to open."""
