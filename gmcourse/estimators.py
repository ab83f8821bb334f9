"""What an estimator of our own needs of scikit-learn, under one name for all its versions."""

try:
    from sklearn.utils.validation import validate_data
except ImportError:

    def validate_data(estimator, X, y="no_validation", **settings):
        """Check and convert X and y, and note the number of features; a method before version 1.6."""
        return estimator._validate_data(X, y, **settings)


__all__ = ["validate_data"]
