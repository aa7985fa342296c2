"""What we say: from a message to a reply, in the reader's language."""
