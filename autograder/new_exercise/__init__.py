"""The skeleton of a new exercise: files with numbered blanks, and the two places that must know of it."""
