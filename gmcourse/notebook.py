"""What every notebook and chapter imports: checks, predictions, figures, sliders and curves."""

from gmcourse.check import check, grade
from gmcourse.curves import Knob, curves
from gmcourse.grains import grains
from gmcourse.mode import mode
from gmcourse.mosaic import mosaic
from gmcourse.plot import set_style, show
from gmcourse.predict import predict
from gmcourse.ready import ready
from gmcourse.slider import slider

__all__ = ["Knob", "check", "curves", "grade", "grains", "mosaic", "predict", "ready", "show", "slider"]

if mode() != "grading":
    set_style()
