"""The picture of a script: where its boxes and lines lie."""
