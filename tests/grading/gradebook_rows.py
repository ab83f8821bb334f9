"""What a gradebook holds, row by row, to compare two of them."""

import sqlite3

GRADES = """
select submitted_assignment.student_id, base_cell.name, auto_score, manual_score, extra_credit, needs_manual_grade
from grade join base_cell on base_cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id order by 1, 2"""
COMMENTS = """
select submitted_assignment.student_id, base_cell.name, auto_comment, manual_comment
from comment join base_cell on base_cell.id = comment.cell_id
join submitted_notebook on submitted_notebook.id = comment.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id order by 1, 2"""


def gradebook_rows(course):
    """The rows of grades and of comments in the gradebook of a course's folder."""
    with sqlite3.connect(course / "gradebook.db") as database:
        return database.execute(GRADES).fetchall(), database.execute(COMMENTS).fetchall()
