"""Look-up: the first room of the console, and what is found there."""
