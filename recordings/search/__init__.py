"""Finding words in transcripts, in any of their forms, in five languages."""
