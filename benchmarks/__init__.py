"""Questions as data, pure metrics, committed results."""
