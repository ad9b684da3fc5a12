"""What comes of the steps of scripts: calls that reach them, are lost there, or end with a visit; who came."""
