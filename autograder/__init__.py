"""What an instructor runs: exercise specs, release, grading, judge, feedback and export."""
