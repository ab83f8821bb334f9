"""Graduate admissions at Berkeley, autumn 1973: the six largest departments, by gender.

P. J. Bickel, E. A. Hammel and J. W. O'Connell, Sex bias in graduate admissions: data from Berkeley,
Science 187 (1975), 398-404. The counts by department are those of the data set UCBAdmissions of R,
after D. Freedman, R. Pisani and R. Purves, Statistics.
"""

import numpy as np

DEPARTMENTS = ("A", "B", "C", "D", "E", "F")
GENDERS = ("men", "women")

_ADMITTED = ((512, 89), (353, 17), (120, 202), (138, 131), (53, 94), (22, 24))
_REJECTED = ((313, 19), (207, 8), (205, 391), (279, 244), (138, 299), (351, 317))


def berkeley_admissions() -> tuple[np.ndarray, np.ndarray]:
    """Return (admitted, applicants), two integer arrays (6, 2) with axes department and gender."""
    admitted = np.array(_ADMITTED)
    return admitted, admitted + np.array(_REJECTED)
