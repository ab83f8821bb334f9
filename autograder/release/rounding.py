"""A table made anew beside the one that is there: numbers that differ by rounding alone stay as they were, to the byte."""

from typing import Any

import numpy as np

from gmcourse.check.wire import from_wire

# How far apart two machines' numbers may be: as a share of each, and in roundings of the largest beside it, or of 1.
SHARE = 1e-9
ROUNDINGS = 64
# Known wrong answers give a name to what is near them; those that train a net carry its roundings, of 32 bits, on from step to step,
# and the logarithm of what is 0 but for rounding is any number below LOST, or minus infinity.
WRONG, SHARE_OF_WRONG, LOST = "wrong", 1e-3, -30.0


def settled(new: Any, old: Any, share: float = SHARE) -> Any:
    """The new JSON node, each number in it as the old node has it where the two differ by rounding alone."""
    if isinstance(new, dict) and isinstance(old, dict) and new.keys() == old.keys():
        if "npy" in new or "float" in new:
            return old if _is_near(new, old, share) else new
        return {
            key: settled(node, old[key], SHARE_OF_WRONG if key == WRONG else share)
            for key, node in new.items()
        }
    if isinstance(new, list) and isinstance(old, list) and len(new) == len(old):
        return [settled(one, other, share) for one, other in zip(new, old, strict=True)]
    return new


def _is_near(new: dict[str, Any], old: dict[str, Any], share: float) -> bool:
    """Whether two nodes hold numbers of one type and shape that differ by rounding alone."""
    one, other = np.asarray(from_wire(new)), np.asarray(from_wire(old))
    if one.dtype != other.dtype or one.shape != other.shape or one.dtype.kind != "f":
        return False
    kind = np.float32 if share == SHARE_OF_WRONG else one.dtype
    rounding = ROUNDINGS * float(np.finfo(kind).eps)
    if share == SHARE_OF_WRONG:
        lost = np.minimum(one, other) == -np.inf
        one = np.where(lost & (one < LOST), -np.inf, one)
        other = np.where(lost & (other < LOST), -np.inf, other)
    largest = np.max(np.abs(other), where=np.isfinite(other), initial=1.0)
    return np.allclose(one, other, rtol=max(share, rounding), atol=rounding * largest, equal_nan=True)
