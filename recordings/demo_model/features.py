"""How the recogniser will look at sound: rate, frames, MFCC settings. Pure."""

RATE = 8000
DIMENSIONS = 40
FRAME_SHIFT_S = 0.01
FRAME_MIDDLE_S = 0.0125
SUBSAMPLING = 3
"""Every third frame gets an answer. Vosk's word times are answers * 0.03 s, whatever a model says."""

LOWEST_HZ, HIGHEST_HZ = 40, 3700

MFCC_CONF = f"""--sample-frequency={RATE}
--use-energy=false
--num-mel-bins={DIMENSIONS}
--num-ceps={DIMENSIONS}
--low-freq={LOWEST_HZ}
--high-freq={HIGHEST_HZ}
--dither=0
--allow-downsample=true
"""
"""conf/mfcc.conf: must say what mfcc.py does. Without --dither=0 Kaldi adds noise of its own."""
