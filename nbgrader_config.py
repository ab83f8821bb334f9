"""Read by `nbgrader` and by formgrader when started here: grading by this project's judge."""

from autograder.nbgrader_settings import configure
from autograder.places import course

c = get_config()  # noqa: F821  (given by traitlets)
configure(c)
c.CourseDirectory.root = str(course().root)
c.CourseDirectory.db_url = course().gradebook
