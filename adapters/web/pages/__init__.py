"""The website: pages in five languages, rendered here, without scripts."""
