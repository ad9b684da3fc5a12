"""Kaldi's features of a sound, as Vosk will compute them."""

import kaldi_native_fbank as knf
import numpy as np
from numpy.typing import NDArray

from recordings.demo_model.features import DIMENSIONS, HIGHEST_HZ, LOWEST_HZ, RATE


def mfcc(samples: NDArray[np.float64]) -> NDArray[np.float32]:
    """One row of 40 each 10 ms, of samples at 8 kHz on the scale of 16-bit integers."""
    options = knf.MfccOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0.0
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = DIMENSIONS
    options.mel_opts.low_freq = LOWEST_HZ
    options.mel_opts.high_freq = HIGHEST_HZ
    options.num_ceps = DIMENSIONS
    options.use_energy = False
    online = knf.OnlineMfcc(options)
    online.accept_waveform(RATE, samples.astype(np.float32).tolist())
    online.input_finished()
    rows = [online.get_frame(number) for number in range(online.num_frames_ready)]
    return np.stack(rows).astype(np.float32)
