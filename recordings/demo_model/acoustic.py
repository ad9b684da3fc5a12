"""A trained network as plain numbers, between the training and Kaldi's file. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A convolution, ReLU and batch norm."""

    kernel: Numbers
    """Outputs, inputs, taps."""
    bias: Numbers
    step: int
    """Frames of 10 ms between taps."""
    mean: Numbers
    """What batch norm takes away from each output."""
    variance: Numbers
    """What batch norm divides by, before the root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acoustic:
    """A network that names the phoneme of every 30 ms."""

    phonemes: tuple[str, ...]
    """Its outputs; silence is the first."""
    mean: Numbers
    """Of the features, which are scaled to mean 0 and deviation 1."""
    deviation: Numbers
    priors: NDArray[np.float64]
    """How often each phoneme was in the training."""
    layers: tuple[Layer, ...]
    kernel: Numbers
    """Of the last layer: outputs, inputs."""
    bias: Numbers
    frames_right: float
    """Share of the frames of sentences kept back from training that were named rightly."""
