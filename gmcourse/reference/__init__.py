"""The reference implementations, one topic a module; not part of what students install."""
