"""What tests of hand-ins share: a course that has nothing yet."""

import pytest

from autograder.places import Course


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course")
