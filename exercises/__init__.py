"""The course's questions: a folder a week, a file an exercise."""
