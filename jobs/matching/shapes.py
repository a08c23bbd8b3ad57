"""What shape an array must have: refuses, in words that name the array, whatever the engine cannot read."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]
UInt8 = npt.NDArray[np.uint8]
Bool = npt.NDArray[np.bool_]


def _row(name: str, values: object, length: int | None) -> npt.NDArray[np.generic]:
    array = np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"{name} must have one dimension, not {array.ndim}")
    if length is not None and array.size != length:
        raise ValueError(f"{name} must have {length} entries, not {array.size}")
    return array


def numbers(name: str, values: object, length: int | None = None) -> Float64:
    """Returns `values` as float64[length]; NaN and infinity pass.

    Raises:
        ValueError: not one-dimensional, of another length, or no real numbers.
    """
    array = _row(name, values, length)
    if array.size and array.dtype.kind not in "fiu":
        raise ValueError(f"{name} must hold numbers, not {array.dtype}")
    return np.ascontiguousarray(array, dtype=np.float64)


def whole(name: str, values: object, length: int | None = None, *, most: int = 2**62) -> Int64:
    """Returns `values` as int64[length], each from 0 to `most`.

    Raises:
        ValueError: not one-dimensional, of another length, no integers, or out of range.
    """
    _within(name, array := _integers(name, values, length), most)
    return np.ascontiguousarray(array, dtype=np.int64)


def bits(name: str, values: object, length: int | None = None) -> Int64:
    """Returns `values` as int64[length], bit sets over at most 63 things.

    Raises:
        ValueError: not one-dimensional, of another length, no integers, negative, or a bit beyond the 63rd.
    """
    return whole(name, values, length, most=2**63 - 1)


def counts_by_kind(name: str, values: object, length: int) -> UInt8:
    """Returns `values` as uint8[length, kinds], small counts for each kind of help.

    Raises:
        ValueError: not two-dimensional, of another length, or no small whole numbers.
    """
    array = np.asarray(values)
    if array.ndim != 2 or array.shape[0] != length:
        raise ValueError(f"{name} must have {length} rows, a column for each kind, not {array.shape}")
    _within(name, array, 255)
    return np.ascontiguousarray(array, dtype=np.uint8)


def flags(name: str, values: object, length: int | None = None) -> Bool:
    """Returns `values` as bool[length].

    Raises:
        ValueError: not one-dimensional, of another length, or no booleans.
    """
    array = _row(name, values, length)
    if array.size and array.dtype.kind != "b":
        raise ValueError(f"{name} must hold booleans, not {array.dtype}")
    return np.ascontiguousarray(array, dtype=np.bool_)


def at_least_zero(name: str, array: Float64, *, finite: bool = False) -> None:
    """Lets an array pass that holds no NaN and nothing below zero, and, if asked, nothing infinite.

    Raises:
        ValueError: otherwise, naming the first entry that is wrong.
    """
    wrong = ~(array >= 0)
    if finite:
        wrong |= np.isinf(array)
    if wrong.any():
        at = int(np.argmax(wrong))
        bound = "a finite number from 0 up" if finite else "0 or more"
        raise ValueError(f"{name}[{at}] must be {bound}, not {array[at]}")


def _integers(name: str, values: object, length: int | None) -> npt.NDArray[np.generic]:
    array = _row(name, values, length)
    if array.size and array.dtype.kind not in "iu":
        raise ValueError(f"{name} must hold integers, not {array.dtype}")
    return array


def _within(name: str, array: npt.NDArray[np.generic], most: int) -> None:
    if not array.size:
        return
    low, high = int(array.min()), int(array.max())
    if low < 0 or high > most:
        raise ValueError(f"{name} must be from 0 to {most}, but holds {low if low < 0 else high}")
