"""What every notebook and chapter imports: checks, predictions, figures and sliders."""

from gmcourse.check import check, grade
from gmcourse.plot import show
from gmcourse.predict import predict
from gmcourse.slider import slider

__all__ = ["check", "grade", "predict", "show", "slider"]
