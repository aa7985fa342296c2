"""Tickets: who waits for a person, claimed and answered by one member of staff at a time."""
