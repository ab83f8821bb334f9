"""What an estimator of our own needs of scikit-learn, under one name for all its versions."""

from typing import Any

try:
    from sklearn.utils.validation import validate_data
except ImportError:

    def validate_data(estimator: Any, X: Any, y: Any = "no_validation", **settings: Any) -> Any:  # type: ignore[misc]
        """Check and convert X and y, and note the number of features; a method before version 1.6."""
        return estimator._validate_data(X, y, **settings)


__all__ = ["validate_data"]
