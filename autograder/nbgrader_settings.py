"""How nbgrader is set up for this course; nbgrader_config.py and the command share it."""


def configure(c):
    """Put the project's preprocessors in nbgrader's places, and set its stubs."""
    c.CourseDirectory.course_id = "gmcourse"
    c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
    c.ClearSolutions.text_stub = "*Your answer here.*"
    c.Autograde.sanitize_preprocessors = [
        "nbgrader.preprocessors.ClearOutput",
        "autograder.grading.repair.RepairCells",
        "autograder.grading.bookkeeping.RestoreKernelspec",
        "autograder.grading.bookkeeping.RestoreCells",
        "autograder.grading.bookkeeping.CheckMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        "autograder.sandbox.preprocessor.SandboxExecute",
        "autograder.judge.preprocessor.JudgeAnswers",
        "nbgrader.preprocessors.LimitOutput",
        "autograder.grading.bookkeeping.SaveMarks",
        "autograder.grading.bookkeeping.PenalizeLate",
        "autograder.grading.bookkeeping.CheckMetadata",
        "autograder.grading.clean.CleanOutputs",
    ]
    c.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        "autograder.feedback.preprocessor.FeedbackPage",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
