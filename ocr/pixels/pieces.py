"""The connected pieces of a mask, numbered in the narrowest numbers that suffice: that takes a third of the time."""

import cv2
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.uint16] | npt.NDArray[np.int32]
Rows = npt.NDArray[np.int32]

_NARROW = 1 << 16  # labels that 16 bits tell apart


def pieces(mask: npt.NDArray[np.bool_] | npt.NDArray[np.uint8]) -> tuple[Labels, Rows]:
    """Connected pieces (8 neighbours) of a mask: a label for every pixel, 0 for none, and a row for every label.

    A row is left, top, width, height, area; row 0 is the ground.
    """
    plane = mask.astype(np.uint8, copy=False)
    if _most_labels(plane) < _NARROW:
        _, narrow, rows, _ = cv2.connectedComponentsWithStats(plane, connectivity=8, ltype=cv2.CV_16U)
        return narrow.astype(np.uint16, copy=False), np.asarray(rows, dtype=np.int32)
    _, wide, rows, _ = cv2.connectedComponentsWithStats(plane, connectivity=8)
    return wide.astype(np.int32, copy=False), np.asarray(rows, dtype=np.int32)


def _most_labels(plane: npt.NDArray[np.uint8]) -> int:
    """How many labels may be needed while they are given out: each begins where ink begins in a row."""
    starts = int(np.count_nonzero((plane[:, 1:] != 0) > (plane[:, :-1] != 0)))
    return 1 + starts + int(np.count_nonzero(plane[:, :1]))
