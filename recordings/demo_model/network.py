"""The network in torch: a small time-delay network, seven frames in, then four layers of three taps."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from recordings.demo_model.acoustic import Acoustic, Layer
from recordings.demo_model.features import DIMENSIONS, SUBSAMPLING

HIDDEN = 256
TAPS_FIRST, TAPS = 7, 3
DILATIONS = (1, 1, 2, 2)
"""Of the layers after the first, in answers of 30 ms."""
CONTEXT = TAPS_FIRST // 2 + SUBSAMPLING * sum(DILATIONS)
"""Frames of 10 ms that an answer needs on each side."""
_DROPOUT = 0.05


def make_network(outputs: int) -> torch.nn.Sequential:
    """Convolution, ReLU, batch norm and dropout, five times, and an output layer."""
    parts: list[torch.nn.Module] = []
    first = torch.nn.Conv1d(DIMENSIONS, HIDDEN, TAPS_FIRST, stride=SUBSAMPLING)
    for convolution in (first, *(torch.nn.Conv1d(HIDDEN, HIDDEN, TAPS, dilation=step) for step in DILATIONS)):
        norm = torch.nn.BatchNorm1d(HIDDEN, affine=False)
        parts += [convolution, torch.nn.ReLU(), norm, torch.nn.Dropout(_DROPOUT)]
    return torch.nn.Sequential(*parts, torch.nn.Conv1d(HIDDEN, outputs, 1))


def as_numbers(
    network: torch.nn.Sequential,
    phonemes: Sequence[str],
    scaling: tuple[NDArray[np.float32], NDArray[np.float32]],
    priors: NDArray[np.float64],
    frames_right: float,
) -> Acoustic:
    """The network's weights; `scaling` is mean and deviation of the features."""
    modules = list(network)
    steps = (1, *(SUBSAMPLING * dilation for dilation in DILATIONS))
    layers = tuple(
        Layer(
            kernel=_numbers(convolution.weight),
            bias=_numbers(convolution.bias),
            step=step,
            mean=_numbers(norm.running_mean),
            variance=_numbers(norm.running_var),
        )
        for convolution, norm, step in zip(modules[0:-1:4], modules[2:-1:4], steps, strict=True)
    )
    return Acoustic(
        phonemes=tuple(phonemes),
        mean=scaling[0],
        deviation=scaling[1],
        priors=priors,
        layers=layers,
        kernel=_numbers(modules[-1].weight)[:, :, 0],
        bias=_numbers(modules[-1].bias),
        frames_right=frames_right,
    )


def _numbers(tensor: torch.Tensor) -> NDArray[np.float32]:
    return np.array(tensor.detach().numpy(), dtype=np.float32)
