"""Linear models over words: features, sums, weights in a file, and words as a recogniser mishears them."""
