"""The package that students install: data, pictures, sliders, training, and instant checks."""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "check": "gmcourse.check",
    "grade": "gmcourse.check",
    "predict": "gmcourse.predict",
    "show": "gmcourse.plot",
    "slider": "gmcourse.slider",
}

__all__ = sorted(_HOMES)


def __getattr__(name):
    """Import a public name at its first use, so that `import gmcourse` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"gmcourse has no attribute {name!r}; it offers {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)
