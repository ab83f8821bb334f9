"""Values survive their way as JSON; what is no value of ours is refused, never executed."""

import base64
import json
import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gmcourse.check.npy import NotAnArray, from_npy, to_npy
from gmcourse.check.wire import Build, Malformed, NotData, from_wire, to_wire

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(values)
@settings(max_examples=200, deadline=None)
def test_plain_values_come_back_as_they_went(value):
    assert from_wire(json.loads(json.dumps(to_wire(value)))) == value


@given(
    arrays(
        dtype=st.sampled_from(["f8", "f4", "i8", "u1", "?"]),
        shape=st.sampled_from([(), (3,), (2, 0), (2, 3)]),
    )
)
@settings(max_examples=100, deadline=None)
def test_arrays_keep_dtype_shape_and_bits(array):
    back = from_wire(to_wire(array))
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == np.ascontiguousarray(array).tobytes()


def test_not_a_number_and_infinity_travel():
    assert math.isnan(from_wire(to_wire(float("nan"))))
    assert from_wire(to_wire(-math.inf)) == -math.inf


def test_single_precision_numbers_stay_recognisable():
    assert isinstance(from_wire(to_wire(np.float32(0.5))), np.float32)


def test_an_array_in_fortran_order_comes_back_equal():
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    assert (from_npy(to_npy(array)) == array).all()


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, np.array([object()]), np.array(["a"]), lambda: 1, b"bytes"]
)
def test_what_is_no_data_is_named(value):
    with pytest.raises(NotData):
        to_wire(value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda x: (
            st.lists(x, max_size=3)
            | st.dictionaries(
                st.sampled_from(["npy", "list", "dict", "int", "float", "str", "build", "args", "x"]),
                x,
                max_size=3,
            )
        ),
    )
)
@settings(max_examples=400, deadline=None)
def test_any_other_json_is_refused_or_decoded_never_a_crash(node):
    try:
        from_wire(node)
    except Malformed:
        pass


def test_a_pickle_in_an_array_is_never_opened(tmp_path):
    witness = tmp_path / "executed"

    class Bomb:
        def __reduce__(self):
            return (witness.write_text, ("x",))

    payload = base64.b64encode(pickle.dumps(Bomb())).decode()
    with pytest.raises(Malformed):
        from_wire({"npy": payload})
    assert not witness.exists()


def _npy(header, body=b""):
    raw = header.encode().ljust(64)
    return b"\x93NUMPY\x01\x00" + len(raw).to_bytes(2, "little") + raw + body


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x93NUMPY\x03\x00" + b"\x00" * 80,
        _npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000,)}"),
        _npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", b"\x00" * 8),
        _npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", b"\x00" * 8),
        _npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}", b"\x00" * 8),
        _npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}"),
        _npy("{'descr': '<f8', 'fortran_order': False, 'shape': (True,)}", b"\x00" * 8),
        _npy("__import__('os').getcwd()"),
        _npy("{'descr': '<M8[s]', 'fortran_order': False, 'shape': ()}", b"\x00" * 8),
    ],
)
def test_lying_headers_are_refused(data):
    with pytest.raises(NotAnArray):
        from_npy(data)


def test_builders_travel_by_name():
    build = Build("arrays.rng", {"seed": 3})
    assert from_wire(to_wire({"rng": build})) == {"rng": build}


def test_nesting_has_an_end():
    node = {"none": True}
    for _ in range(50):
        node = {"list": [node]}
    with pytest.raises(Malformed):
        from_wire(node)
