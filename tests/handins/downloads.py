"""Makes downloads as Canvas and Moodle make them, and worse ones."""

import json
import zipfile

WEEK = "week01_probability_mle"


def notebook(text="1 + 1", exercise="entropy"):
    """A small notebook's bytes, with the cell of one exercise."""
    metadata = {"nbgrader": {"grade_id": exercise}} if exercise else {}
    cell = {
        "cell_type": "code",
        "source": text,
        "metadata": metadata,
        "outputs": [],
        "execution_count": None,
        "id": "a",
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def archive(path, files):
    """Write a zip file of name -> bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return path


def canvas_name(name, user, file_id, late=False, file=f"{WEEK}.ipynb"):
    """The name that Canvas gives to an upload: `lovelaceada_LATE_7_70_week.ipynb`."""
    return "_".join([name, *(["LATE"] if late else []), str(user), str(file_id), file])


def moodle_name(name, number, file=f"{WEEK}.ipynb", folder=True):
    """The name that Moodle gives to an upload, as a folder or flat."""
    return f"{name}_{number}_assignsubmission_file" + (f"/{file}" if folder else f"_{file}")


def without_utf8_flag(path, files):
    """Write a zip file whose names are UTF-8 but do not say so, as Ruby's zip library does."""
    stand_ins = {name: "x" * len(name.encode()) for name in files}
    archive(path, {stand_ins[name]: data for name, data in files.items()})
    data = path.read_bytes()
    for name, stand_in in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode())
    path.write_bytes(data)
    return path
