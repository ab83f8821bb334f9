"""A generative classifier: one Gaussian mixture a class, and Bayes' rule. A scikit-learn estimator.

Source: notes 3, section "Exercises", GMM classifier.
"""

from typing import Self

import numpy as np
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.mixture import GaussianMixture
from sklearn.utils import validation
from sklearn.utils.multiclass import check_classification_targets

check_is_fitted = validation.check_is_fitted
# A function since scikit-learn 1.6, a method before.
validate_data = getattr(validation, "validate_data", None) or (
    lambda model, *data, **how: model._validate_data(*data, **how)
)


class GMMClassifier(ClassifierMixin, BaseEstimator):
    """p(y given x) from p(x given y), a mixture of n_components Gaussians, and the class frequencies.

    A class with fewer points than n_components gets one component a point. `random_state` seeds the
    mixtures' starts; `reg_covar` is added to the variances.
    """

    def __init__(
        self, n_components: int = 1, reg_covar: float = 1e-6, random_state: int | None = None
    ) -> None:
        self.n_components = n_components
        self.reg_covar = reg_covar
        self.random_state = random_state

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Fit one mixture to each class of X (N, D), y (N,); return self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_, codes = np.unique(y, return_inverse=True)
        self.log_prior_ = np.log(np.bincount(codes) / len(codes))
        self.mixtures_ = [self._mixture(X[codes == c]) for c in range(len(self.classes_))]
        return self

    def _mixture(self, X: np.ndarray) -> GaussianMixture:
        k = min(self.n_components, len(X))
        if len(X) == 1:
            X = np.repeat(X, 2, axis=0)
        mixture = GaussianMixture(k, reg_covar=self.reg_covar, random_state=self.random_state)
        return mixture.fit(X)

    def predict_log_proba(self, X: np.ndarray) -> np.ndarray:
        """Log-probabilities (N, C) in nats of the classes, in the order of `classes_`."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        log_joint = np.column_stack([m.score_samples(X) for m in self.mixtures_]) + self.log_prior_
        return log_joint - logsumexp(log_joint, axis=1, keepdims=True)

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """Probabilities (N, C) of the classes, in the order of `classes_`; rows sum to 1."""
        return np.exp(self.predict_log_proba(X))

    def predict(self, X: np.ndarray) -> np.ndarray:
        """The most probable class (N,) of each row."""
        winner = np.argmax(self.predict_log_proba(X), axis=1)
        return self.classes_[winner]
