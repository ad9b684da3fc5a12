"""Training of the network on one core, for a given CPU time."""

import time

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from recordings.demo_model.acoustic import Acoustic, Numbers
from recordings.demo_model.chunks import Example, batch, chunks
from recordings.demo_model.corpus import Utterance
from recordings.demo_model.network import as_numbers, make_network
from recordings.demo_model.speech import SILENCE
from recordings.demo_model.talker import Report
from recordings.demo_model.throats import STRETCHES, Throat, throat

_BATCH = 64
_RATE = 2e-3
_LEAST_RATE = 0.02
_NOISE = 0.1
_SMOOTHING = 0.02
_OTHER_THROATS = 0.65
"""Share of the batches that sound like throats which the synthesiser does not have."""
_TILTED, _TILT = 8, 0.25
"""Features of the spectrum's coarse shape, and how far each is moved, in its standard deviations."""


def train(training: list[Utterance], check: list[Utterance], minutes: float, report: Report) -> Acoustic:
    """A network after `minutes` of CPU time; the learning rate falls to its end with the time, so longer is better."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    phonemes = [SILENCE, *sorted({name for one in training for name in one.phonemes if name != SILENCE})]
    numbers = {phoneme: number for number, phoneme in enumerate(phonemes)}
    sample = np.concatenate([one.features[::7].astype(np.float32) for one in training])
    scaling = sample.mean(0), sample.std(0) + np.float32(1e-3)
    data, held = ([_prepared(one, numbers, *scaling) for one in part] for part in (training, check))
    counts = np.bincount(np.concatenate([labels for _, labels in data]), minlength=len(phonemes)) + 1.0
    run = _Run(make_network(len(phonemes)), data, scaling, minutes)
    report(f"{len(training)} utterances, {len(phonemes)} phonemes")
    right = 0.0
    for epoch in range(1, 1000):
        loss = run.epoch()
        right = _frames_right(run.network, held)
        report(f"epoch {epoch} loss {loss:.3f} frames right {right:.4f} at {run.share():.0%} of the time")
        if run.share() >= 1:
            break
    return as_numbers(run.network, phonemes, scaling, counts / counts.sum(), right)


class _Throat:
    """A throat for batches."""

    def __init__(self, values: Throat) -> None:
        self._matrix = torch.from_numpy(values.matrix)
        self._offset = torch.from_numpy(values.offset)[:, None]

    def changed(self, x: torch.Tensor) -> torch.Tensor:
        """Features (example, feature, frame) as this throat makes them, with a random tilt."""
        x = torch.matmul(self._matrix, x) + self._offset
        x[:, 1 : 1 + _TILTED] += _TILT * torch.randn(len(x), _TILTED, 1)
        return x


class _Run:
    """One training; CPU time, so that a busy machine makes the same model."""

    def __init__(
        self, network: torch.nn.Sequential, data: list[Example], scaling: tuple[Numbers, Numbers], minutes: float
    ) -> None:
        self.network = network
        self._data = data
        self._seconds = 60 * minutes
        self._started = time.process_time()
        self._rng = np.random.default_rng(0)
        self._throats = [_Throat(throat(stretch, *scaling)) for stretch in STRETCHES]
        self._optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=1e-4)

    def share(self) -> float:
        """How much of the time is used."""
        return (time.process_time() - self._started) / self._seconds

    def epoch(self) -> float:
        """Go through all data once, or until the time is over; the mean loss."""
        examples = chunks(self._data, self._rng)
        order = self._rng.permutation(len(examples))
        losses: list[float] = []
        for at in range(0, len(order) - _BATCH + 1, _BATCH):
            done = self.share()
            if done >= 1:
                break
            for group in self._optimiser.param_groups:
                group["lr"] = _RATE * max(_LEAST_RATE, 1 - done)
            losses.append(self._step([examples[place] for place in order[at : at + _BATCH]]))
        return float(np.mean(losses)) if losses else 0.0

    def _step(self, examples: list[Example]) -> float:
        features, labels = batch(examples)
        x, y = torch.from_numpy(features), torch.from_numpy(labels)
        if self._rng.random() < _OTHER_THROATS:
            x = self._throats[int(self._rng.integers(len(self._throats)))].changed(x)
        if self._rng.random() < 0.5:
            x = x + _NOISE * torch.randn_like(x)
        loss = functional.cross_entropy(self.network(x), y, ignore_index=-100, label_smoothing=_SMOOTHING)
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5)
        self._optimiser.step()
        return float(loss.item())


def _frames_right(network: torch.nn.Sequential, held: list[Example]) -> float:
    network.eval()
    right = total = 0
    examples = chunks(held, None)
    with torch.no_grad():
        for at in range(0, len(examples), _BATCH):
            features, labels = batch(examples[at : at + _BATCH])
            answers = network(torch.from_numpy(features)).argmax(1).numpy()
            known = labels >= 0
            right += int((answers[known] == labels[known]).sum())
            total += int(known.sum())
    network.train()
    return right / max(total, 1)


def _prepared(
    utterance: Utterance, numbers: dict[str, int], mean: NDArray[np.float32], deviation: NDArray[np.float32]
) -> Example:
    ids = np.array([numbers.get(phoneme, 0) for phoneme in utterance.phonemes])
    return (utterance.features.astype(np.float32) - mean) / deviation, ids[utterance.labels]
