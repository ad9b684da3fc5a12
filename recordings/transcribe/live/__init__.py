"""Speech to words while a call goes on: frames of one side in, partial and final segments out."""
