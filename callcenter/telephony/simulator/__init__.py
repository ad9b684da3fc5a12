"""A telephone exchange in the process: lines, a queue, operators' telephones and patients who speak."""
