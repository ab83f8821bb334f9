"""A download of another week leaves no trace; what an earlier one refused goes where a whole one no longer holds it."""

import pytest
from downloads import WEEK, archive, canvas_name, moodle_name, notebook

from autograder.handins.collect import collect
from autograder.handins.taken import refused_of
from autograder.handins.wrong_week import WrongWeek

OTHER = "week03_em"


def others(count, start=1):
    return {canvas_name(f"s{n}", n, n): notebook(exercise="elbo") for n in range(start, start + count)}


@pytest.mark.parametrize(
    ("own", "count", "wrong"), [(0, 1, True), (1, 6, True), (1, 5, False), (2, 20, False)]
)
def test_a_download_of_another_week_is_said_and_nothing_of_it_kept(tmp_path, course, week, own, count, wrong):
    files = others(count) | {canvas_name(f"own{n}", 90 + n, 90 + n): notebook() for n in range(own)}
    path = archive(tmp_path / "s.zip", files)
    if not wrong:
        done = collect(path, week, course)
        assert (len(done.new), len(done.refused)) == (own, count)
        return
    with pytest.raises(WrongWeek) as problem:
        collect(path, week, course)
    assert str(problem.value).startswith(
        f"{path} looks like {OTHER}'s download: of {own + count} who handed in, {count} gave a notebook of that week, "
        f"{own or 'nobody'} one of {WEEK}; nothing was taken or noted. Collect it as {OTHER}"
    )
    assert not course.root.exists()


def test_who_was_refused_and_is_in_a_whole_download_no_more_is_forgotten(tmp_path, course, week):
    pdf = {
        canvas_name("paula", 5, 5, file="w.pdf"): b"%PDF-1.5",
        canvas_name("quin", 6, 6, file="w.pdf"): b"%PDF-1.5",
    }
    collect(archive(tmp_path / "1.zip", pdf), week, course)
    assert set(refused_of(course, week)) == {"paula-5", "quin-6"}
    files = {moodle_name("Ada", 1): notebook(), moodle_name("Bao", 2, "w.pdf"): b"%PDF-1.5"}
    collect(archive(tmp_path / "2.zip", files), week, course)
    assert set(refused_of(course, week)) == {"bao-2"}
    collect(archive(tmp_path / "3.zip", {moodle_name("Cem", 3): notebook()}), week, course)
    assert set(refused_of(course, week)) == {"bao-2"}


def test_a_version_that_cannot_be_read_is_not_offered_to_replace(tmp_path, course, week):
    collect(archive(tmp_path / "1.zip", {canvas_name("a", 1, 1): notebook()}), week, course)
    damaged = archive(tmp_path / "2.zip", {canvas_name("a", 1, 2): b"<html>"})
    for replace in (False, True):
        (line,) = collect(damaged, week, course, replace_old=replace).lines
        assert line.startswith("a-1: the new version is not taken, the one before counts: not a notebook")


def test_a_zip_file_that_was_cut_off_says_so(tmp_path, course, week):
    path = archive(tmp_path / "s.zip", others(1))
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(
        RuntimeError, match="is a zip file that is cut off or damaged; download the submissions again"
    ):
        collect(path, week, course)
