"""How a call kept to its script: what was said, paraphrased, left out, or said at another place."""
