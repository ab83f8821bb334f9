"""A number with its noun: 1 point, 2 points, 1,204 draws."""


def counted(number: float, noun: str, many: str = "") -> str:
    """The number, its thousands set apart, and the noun in the form that goes with it; `many` where that is not noun + s."""
    figure = f"{number:,}" if isinstance(number, int) else f"{number:g}"
    return f"{figure} {noun if number == 1 else many or noun + 's'}"
