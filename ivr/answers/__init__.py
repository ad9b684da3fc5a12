"""What a patient's short answer means: in words or by keys, in five languages, given what was asked."""
