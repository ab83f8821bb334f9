"""The package that students install: data, pictures, sliders, training, and instant checks."""

__version__ = "0.1.0"
