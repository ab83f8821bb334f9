"""Lays a download of Canvas or Moodle out as nbgrader's submitted/, one clear line for all that is odd."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.bounded import Bounded
from autograder.handins.archive import Allowance, BadArchive, items
from autograder.handins.choose import Contents, NoHandIn, choose, look_into
from autograder.handins.collected import Collected
from autograder.handins.doubles import doubles, known_doubles, line_on_doubles
from autograder.handins.download import File, People, opened, people_of, printable, who
from autograder.handins.groups_of_week import (
    groups_in,
    groups_of_week,
    keep_groups_of_week,
    members_in_canvas,
    set_groups,
)
from autograder.handins.identify import (
    Namesakes,
    all_of_group,
    identify,
    known_who,
    likely_student,
    lines_on_unclear,
    listed_by_now,
    name_in_lists,
    refuse_the_second,
    say_who_is_another,
    say_who_is_hidden,
    say_who_is_on_no_list,
    say_who_left,
    say_who_typed,
    say_who_was_hidden,
    taken_for,
    with_shown_name,
)
from autograder.handins.listing import lines_on_list, with_list
from autograder.handins.lms_names import is_anonymous, is_hidden
from autograder.handins.other_sheet import leave_out_other_numbers, without_numbers
from autograder.handins.reading import STAMP, digest
from autograder.handins.refile import free_aside, is_graded, move_aside, was_withdrawn
from autograder.handins.roster import Person, Roster, has_groups, keep_roster, kept_roster
from autograder.handins.taken import (
    Taken,
    keep_refused,
    keep_taken,
    numbers_in_moodle,
    other_upload,
    person_of,
    put_down,
    taken_before,
    with_hand_ins,
)
from autograder.handins.worksheet_times import put_times
from autograder.handins.wrong_week import refuse_another_week
from autograder.places import Course

if TYPE_CHECKING:
    from autograder.spec import Week


def collect(
    archive: str | Path,
    week: Week,
    course: Course,
    class_list: str | Path | None = None,
    replace_old: bool = False,
) -> Collected:
    """Put the latest hand-in of each student into `course.submitted`, and return what was done.

    archive: the zip file, or the folder that a browser unpacked it to
    class_list: a CSV file that says who is who; what it says is kept in the course folder
    replace_old: take newer versions of hand-ins that were collected before; the old ones are kept aside

    Raises BadArchive, BadRoster and WrongWeek; then nothing is kept. A file that is not taken gets a line and costs no other.
    """
    done = Collected()
    roster, newest = _known(course, week, class_list, numbers_in_moodle(course, week))
    record = taken_before(course, week)
    people = people_of(items(archive), done, members_in_canvas(roster))
    if not people:
        raise BadArchive(
            f"{archive} holds no hand-in that Canvas or Moodle named; expected files such as "
            f"lovelaceada_1234_5678_{week.name}.ipynb or 'Ada Lovelace_1234_assignsubmission_file/{week.name}.ipynb'; "
            f"put a notebook that came another way (mail, Blackboard, Gradescope) at {course.submitted}/NAME/{week.name}/{week.name}.ipynb"
        )
    other = leave_out_other_numbers(roster, people, class_list, week) if class_list else ""
    if other:
        roster, newest = _known(course, week, class_list)
        without_numbers(roster)
    # Of those whom this download has, it is asked when they are taken.
    roster.whose = {student: could for student, could in roster.whose.items() if student not in record}
    said = _said_of_list(roster, class_list, course) if class_list else []
    done.lines = [*said, *done.lines, *([other] if other else [])]
    with Bounded() as bounded:
        numbers = {person.participant for person in roster.people}
        collecting = _Collecting(people, roster, record, week, course, replace_old, bounded, done, numbers)
        refuse_another_week(people, week, archive, collecting.look)
        try:
            collecting.take_all()
            if class_list and not other:
                put_times(class_list, record, week, course, done)
        finally:
            keep_groups_of_week(roster, course, week)
            set_groups(roster, newest)
            keep_roster(roster, course)
            keep_taken(record, course, week)
            say_who_typed(roster, done)
            present = {person_of(files[0]) for files in people.values()}
            present |= {person_of(file) for file, _ in done.typed}
            keep_refused(done.refused, present, record, course, week)
    here = record.keys() | {path.parent.name for path in course.submitted.glob(f"*/{week.name}")}
    unsure = done.unsure | done.refused.keys()
    doubled = {s: likely for s, likely in doubles(roster, here).items() if s not in unsure}
    untold = {s: likely for s, likely in doubled.items() if s not in known_doubles(roster, doubled)}
    done.lines += [line_on_doubles(untold)] if untold else []
    # Whoever is known by no number may be behind one of those whose names are hidden.
    hides = any(map(roster.hides, here))
    behind = {p.student for p in roster.people if hides and not p.participant and not is_hidden(p.student)}
    listed = {p.student for p in roster.people if p.listed} - behind
    done.missing = sorted(listed - here - unsure - doubled.keys())
    of_moodle = [s for s in done.students if record[s]["person"].startswith("moodle:")]
    done.without_times = bool(of_moodle) and not any(
        (course.submitted / student / week.name / STAMP).is_file() for student in of_moodle
    )
    return done


def _known(
    course: Course, week: Week, class_list: str | Path | None, numbers: Mapping[str, str] | None = None
) -> tuple[Roster, dict[str, str]]:
    """Who is who, in the groups that a week has; and student -> group by the newest list.

    numbers: Moodle's number for a participant -> student, of those whose hand-in was taken before
    """
    roster = kept_roster(course)
    if class_list:
        with_list(roster, class_list, numbers, with_hand_ins(course))
    newest = groups_in(roster)
    if not (class_list and has_groups(class_list)):
        set_groups(roster, groups_of_week(course, week))
    return roster, newest


def _said_of_list(roster: Roster, class_list: str | Path, course: Course) -> list[str]:
    """What of a class list is not followed, one line each."""
    lines = [
        printable(line, 600) for line in lines_on_list(roster, Path(class_list).name, str(course.roster))
    ]
    return [*lines_on_unclear(roster, class_list), *lines]


@dataclass(frozen=True)
class _Collecting:
    """One download on its way into a course.

    people: whose uploads it holds; numbers: Moodle's, of the class list that came with it; record: what was taken from
    whom, before and now; done: what becomes of it;
    looked: the files of those who were looked at and not taken yet; taken: what counts, and for whom
    """

    people: People
    roster: Roster
    record: Taken
    week: Week
    course: Course
    replace_old: bool
    bounded: Bounded
    done: Collected
    numbers: Collection[str]
    looked: dict[str, list[File]] = field(default_factory=dict)
    taken: list[tuple[File, list[str]]] = field(default_factory=list)

    def look(self, uploads: list[File]) -> list[File]:
        """The files that one person's uploads hold, looked into; kept until they are taken."""
        allowance, whose = Allowance(), known_who(uploads[0], self.roster, self.done.unsure)
        groups = (opened(upload, allowance, self.week, self.bounded, whose, self.done) for upload in uploads)
        files = [file for group in groups for file in group]
        self.looked[person_of(uploads[0])] = files
        return files

    def take_all(self) -> None:
        """Take the hand-in of each person, and note in the record whose it is and how it was called."""
        namesakes = Namesakes(self.people)
        for uploads in self.people.values():
            try:
                self._take_one(uploads, namesakes)
            except (NoHandIn, ValueError) as problem:
                why = printable(str(problem), 400)
                self.done.lines.append(
                    f"skipped {known_who(uploads[0], self.roster, self.done.unsure)}: {why}"
                )
                whose = likely_student(uploads[0], self.roster, self.done.unsure)
                self.done.refused[whose] = {"why": why, "person": person_of(uploads[0])}
            except Exception as problem:
                # Whatever a stranger sends, it ends no other's row.
                self.done.failed += 1
                what = printable(f"{type(problem).__name__}: {problem}", 200)
                self.done.lines.append(
                    f"skipped {known_who(uploads[0], self.roster, self.done.unsure)}: it could not be collected ({what}); look at it"
                )
        say_who_is_hidden(self.roster, self.done)
        say_who_was_hidden(self.people, self.record, self.week.name, self.done)
        for file, students in self.taken:
            say_who_left(file, students, self.roster, self.record, self.week.name, self.done)

    def _take_one(self, uploads: list[File], namesakes: Namesakes) -> None:
        """Take what one person handed in; namesakes: of all people of the download."""
        files = self.looked.pop(person_of(uploads[0]), None)
        files = self.look(uploads) if files is None else files
        if not files:
            return
        file, _, reason = choose(files, self.week.name)
        person = self._person_behind(file, namesakes)
        self._refuse_the_second(file, person)
        students = all_of_group(person, file, self.people, self.roster, self.done)
        late = any(f.late for f in files)
        with self._known(file, students, late):
            for student in students:
                self._put(file, reason, student)
        self.taken.append((file, students))
        say_who_is_on_no_list(file, students, self.roster, self.week.name, self.done)
        self.done.late += [s for s in students if late and s not in self.done.kept]
        put_down(file, [s for s in students if s not in self.done.kept], late, self.record)

    def _person_behind(self, file: File, namesakes: Namesakes) -> Person:
        """Whose a file is; what was taken as somebody's on no list is filed anew where a list has them now."""
        before = taken_for(file, self.record, self.roster)
        if before is None or not (self.roster.lacks(before) or self._is_shown_now(file, before)):
            say_who_is_another(file, before, self.roster, self.week.name, self.done)
            return identify(file, self.roster, self.record, namesakes, self.done)
        person = listed_by_now(file, before, self.roster, namesakes, self.done)
        if person is None:
            return with_shown_name(before, file, self.roster)
        self._refuse_the_second(file, person)
        whose = name_in_lists(person, file)
        if is_graded(self.course, self.week, before):
            self.done.unsure |= {person.student, before}
            self.done.lines.append(
                f"{before}: {who(file)} is {whose} of the class list, but graded as {before}; "
                f"`autograder withdraw {self.week.name} {before}`, then collect again, files it there; marks by hand are then given again"
            )
            return with_shown_name(before, file, self.roster)
        folder = self.course.submitted / before / self.week.name
        stamp = folder / STAMP
        time = stamp.read_bytes() if stamp.is_file() else None
        if folder.exists():
            move_aside(folder, free_aside(self.course, self.week, before), "submitted")
        del self.record[before]
        if not any((self.course.submitted / before).glob("*")):
            self.roster.people = [p for p in self.roster.people if p.student != before]
        person = self.roster.add(person)
        self.done.filed_anew[before] = person.student
        with_it = ""
        there = self.course.submitted / person.student / self.week.name
        if time is not None and not there.exists():
            _write(there / STAMP, time)
            with_it = f", and {STAMP} with it"
        self.done.lines.append(
            f"{before}: {who(file)} is {whose} of the class list, and is filed there now{with_it}"
        )
        return person

    def _is_shown_now(self, file: File, before: str) -> bool:
        """Whether a list, or Canvas, names now who was taken by a number alone; of Moodle not where graded as that."""
        if is_anonymous(self.roster.student(before).canvas_id):
            return not is_anonymous(file.person)
        person = self.roster.of_participant(file.person)
        is_named = person is not None and person.listed and not is_hidden(person.student)
        return is_hidden(before) and is_named and not is_graded(self.course, self.week, before)

    def _refuse_the_second(self, file: File, person: Person) -> None:
        refuse_the_second(file, person, self.record, file.person in self.numbers, self.week.name)

    @contextmanager
    def _known(self, file: File, students: list[str], late: bool) -> Iterator[None]:
        """Keep who is who before the first file of theirs is there: a collect that is cut short, and one with
        another list after it, then give nobody a second folder."""
        new = [student for student in students if student not in self.record]
        put_down(file, new, late, self.record)
        if new:
            keep_taken(self.record, self.course, self.week)
        try:
            yield
        except NoHandIn:
            for student in new:
                del self.record[student]
            raise

    def _put(self, file: File, reason: str, student: str) -> None:
        """Write one hand-in where nbgrader looks for it, unless the one that is there counts on."""
        done, data = self.done, file.item.read()
        target = self.course.submitted / student / self.week.name / f"{self.week.name}.ipynb"
        if target.is_symlink() or target.parent.is_symlink():
            raise NoHandIn(f"{target} is a symbolic link; remove it")
        if reason:
            done.lines.append(f"{student}: {printable(reason, 400)}")
        if not target.exists():
            done.new.append(student)
            _write(target, data)
            if was_withdrawn(self.course, self.week, student):
                done.lines.append(
                    f"{student}: taken, though a hand-in of theirs was withdrawn before; it lies in {self.course.withdrawn.name}/{student}"
                )
        elif target.read_bytes() == data:
            done.unchanged.append(student)
        elif self._may_replace(file, target, student):
            _write(target, data)
        else:
            return
        problem = file.contents.problem or (
            "" if file.contents.weeks else f"no cell of {self.week.name} is in it"
        )
        if problem:
            done.lines.append(f"{student}: collected, but {problem}")

    def _may_replace(self, file: File, target: Path, student: str) -> bool:
        """Whether another version gives way to this one; if so, it is kept aside."""
        old = target.read_bytes()
        there = look_into(lambda: old, self.week.name, self.bounded)
        before = self.record.get(student, {})
        other = other_upload(before, file)
        order = 0 if other else before.get("order", 0)
        if why := _why_kept(file, there, target.parent, self.replace_old, order, other):
            self.done.kept.append(student)
            self.done.lines.append(f"{student}: {why}")
            return False
        aside = self.course.replaced / student / self.week.name / f"{self.week.name}-{digest(old)[:8]}.ipynb"
        _write(aside, old)
        self.done.replaced.append(student)
        stamp = target.with_name(STAMP)
        with_it = f"; {STAMP} went with it" if stamp.is_file() else ""
        if with_it:
            os.replace(stamp, aside.with_suffix(f".{STAMP}"))
        said = _replaced(file, there, self.course.replaced.name, student)
        self.done.lines.append(f"{student}: {said}{with_it}")
        return True


def _why_kept(file: File, there: Contents, folder: Path, replace_old: bool, before: int, other: str) -> str:
    """Why the version that is there, in its folder, counts on, and not this one; "" where it does not.

    before: the order of the upload that is there, 0 where it has none; other: the name of the upload that is there,
    where it is another's: of the group that somebody was in before
    """
    if there.worked and not file.contents.worked and not file.contents.problem:
        return (
            f"{printable(file.file)} is as released; the one before counts, exercises worked on: {there.worked}. "
            f"If the blank one shall count, move {folder} away and collect again"
        )
    if 0 < file.order < before and (there.worked or not file.contents.worked):
        return "this download holds an older upload; the newer one that is there counts"
    if file.contents.problem and not there.problem:
        return f"the new version is not taken, the one before counts: {file.contents.problem}"
    if not replace_old and other:
        return f"{printable(other)} was collected before and is kept; by the newest list theirs is {printable(file.upload)}, which --replace takes"
    if not replace_old:
        return "another version was collected before and is kept; --replace takes this one"
    return ""


def _replaced(file: File, there: Contents, kept_in: str, student: str) -> str:
    """Where the version before lies, and whether more of it was worked on."""
    worked = file.contents.worked
    more = f"; it has more exercises: {there.worked} to {worked}" if there.worked > worked else ""
    return f"replaced; the version before lies in {kept_in}/{student}{more}"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        with suppress(OSError):
            path.parent.rmdir()
            path.parent.parent.rmdir()
        raise
