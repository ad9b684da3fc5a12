"""Sales scripts: what an administrator says next, as content that is loaded, checked and walked."""
