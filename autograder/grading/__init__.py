"""Grading a class: repair the notebooks, run them, have them judged, record the marks."""
