"""am/final.mdl: a transition model and an nnet3 network in Kaldi's format, without Kaldi. Pure."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from recordings.demo_model.acoustic import Acoustic, Layer, Numbers
from recordings.demo_model.kaldi_binary import KaldiWriter
from recordings.demo_model.phones import Phones, phones_of

_PRIOR_FLOOR = 0.002
"""Kaldi divides by the prior. Training with label smoothing never lets an output fall to nothing, so without a floor
the rarest phonemes would beat silence wherever nobody speaks."""
_NORM_EPSILON = 1e-5  # of torch's batch norm


def model_bytes(acoustic: Acoustic) -> bytes:
    """The file's content. Batch norm and the scaling of the input are folded into the next layer's weights."""
    writer = KaldiWriter()
    _transitions(writer, phones_of(acoustic.phonemes))
    _network(writer, acoustic)
    for token in ("<LeftContext>", "<RightContext>"):  # Kaldi computes both again when it reads the model
        writer.token(token)
        writer.integer(0)
    writer.token("<Priors>")
    writer.vector(np.maximum(acoustic.priors, _PRIOR_FLOOR))
    return writer.content


def _transitions(writer: KaldiWriter, phones: Phones) -> None:
    """One topology for all phones: a state that loops or goes on with equal chance, then the final state."""
    count = len(phones.ids)
    writer.token("<TransitionModel>", "<Topology>")
    writer.integers(range(1, count + 1))
    writer.integers([-1] + [0] * count)
    writer.integer(1, 2, 0, 2, 0)
    writer.single(0.5)
    writer.integer(1)
    writer.single(0.5)
    writer.integer(-1, 0)
    writer.token("</Topology>", "<Triples>")
    writer.integer(count)
    for phone in range(1, count + 1):
        writer.integer(phone, 0, phones.output[phone])
    writer.token("</Triples>", "<LogProbs>")
    writer.vector([0.0] + [math.log(0.5)] * (2 * count))
    writer.token("</LogProbs>", "</TransitionModel>")


@dataclass(frozen=True, slots=True)
class _Component:
    """A part of the network that is fed by `source`."""

    name: str
    kind: str
    source: str
    weights: Numbers | None = None
    bias: Numbers | None = None
    size: int = 0


def _network(writer: KaldiWriter, acoustic: Acoustic) -> None:
    components = list(_components(acoustic))
    config = [f"input-node name=input dim={len(acoustic.mean)}"]
    config += [f"component-node name={one.name} component={one.name} input={one.source}" for one in components]
    config.append(f"output-node name=output input={components[-1].name} objective=linear")
    writer.token("<Nnet3>")
    writer.raw(b"\n" + "\n".join(config).encode() + b"\n\n")  # the empty line ends the list of nodes
    writer.token("<NumComponents>")
    writer.integer(len(components))
    for one in components:
        _component(writer, one)
    writer.token("</Nnet3>")


def _components(acoustic: Acoustic) -> list[_Component]:
    found: list[_Component] = []
    previous = "input"
    scale, shift = _numbers(1 / acoustic.deviation), _numbers(-acoustic.mean / acoustic.deviation)
    for number, layer in enumerate(acoustic.layers):
        weights, bias = _folded(layer, scale, shift)
        affine, relu = f"tdnn{number}.affine", f"tdnn{number}.relu"
        source = _spliced(previous, layer)
        found.append(_Component(affine, "NaturalGradientAffineComponent", source, weights, bias))
        found.append(_Component(relu, "RectifiedLinearComponent", affine, size=len(layer.bias)))
        previous = relu
        scale = _numbers(1 / np.sqrt(layer.variance + _NORM_EPSILON))
        shift = _numbers(-layer.mean * scale)
    weights, bias = _numbers(acoustic.kernel * scale), _numbers(acoustic.bias + acoustic.kernel @ shift)
    found.append(_Component("output.affine", "NaturalGradientAffineComponent", previous, weights, bias))
    softmax = _Component("output.log-softmax", "LogSoftmaxComponent", "output.affine", size=len(acoustic.phonemes))
    return [*found, softmax]


def _folded(layer: Layer, scale: Numbers, shift: Numbers) -> tuple[Numbers, Numbers]:
    taps = [layer.kernel[:, :, tap] for tap in range(layer.kernel.shape[2])]
    bias = layer.bias + np.sum([tap @ shift for tap in taps], axis=0)
    return _numbers(np.concatenate([tap * scale[None, :] for tap in taps], 1)), _numbers(bias)


def _numbers(values: ArrayLike) -> Numbers:
    return np.asarray(values, dtype=np.float32)


def _spliced(source: str, layer: Layer) -> str:
    """The source's frames around each answer, from the earliest: the order of the weights."""
    taps = layer.kernel.shape[2]
    offsets = [layer.step * (tap - taps // 2) for tap in range(taps)]
    return "Append(" + ", ".join(source if at == 0 else f"Offset({source}, {at})" for at in offsets) + ")"


def _component(writer: KaldiWriter, one: _Component) -> None:
    writer.token("<ComponentName>", one.name, f"<{one.kind}>")
    if one.weights is not None and one.bias is not None:
        _affine(writer, one.weights, one.bias)
    else:
        _nonlinear(writer, one.size)
    writer.token(f"</{one.kind}>")


def _affine(writer: KaldiWriter, weights: Numbers, bias: Numbers) -> None:
    """Weights, and settings of a training that will never go on but must be there."""
    writer.token("<LearningRate>")
    writer.single(0.001)
    writer.token("<LinearParams>")
    writer.matrix(weights)
    writer.token("<BiasParams>")
    writer.vector(bias)
    for token, value in (("<RankIn>", 20), ("<RankOut>", 80), ("<UpdatePeriod>", 4)):
        writer.token(token)
        writer.integer(value)
    writer.token("<NumSamplesHistory>")
    writer.single(2000.0)
    writer.token("<Alpha>")
    writer.single(4.0)


def _nonlinear(writer: KaldiWriter, size: int) -> None:
    """A size, and empty statistics."""
    writer.token("<Dim>")
    writer.integer(size)
    for token in ("<ValueAvg>", "<DerivAvg>"):
        writer.token(token)
        writer.vector([])
    writer.token("<Count>")
    writer.double(0.0)
    writer.token("<OderivRms>")
    writer.vector([])
    for token in ("<OderivCount>", "<NumDimsSelfRepaired>", "<NumDimsProcessed>"):
        writer.token(token)
        writer.double(0.0)
