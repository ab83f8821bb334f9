"""nbgrader's gradebook: opened once, written once, read for marks and exports."""
