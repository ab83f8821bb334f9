"""What marks can be exported for."""

FORMATS = ("csv", "canvas", "moodle")
