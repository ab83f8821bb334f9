"""The course over its weeks: what is to be done next, how the class goes, a page a student."""
