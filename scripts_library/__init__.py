"""Sales scripts that lead an administrator, sentence by sentence, to a booked visit."""
