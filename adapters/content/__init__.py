"""Editing the content: where it is kept, who changed it, and what changed."""
