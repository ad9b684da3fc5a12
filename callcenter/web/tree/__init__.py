"""Pictures of scripts and flows: boxes, answers as labels, and lines, laid out for SVG."""
