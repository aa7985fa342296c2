"""What can go wrong with an index.

One root, so that a caller can catch all of it at once:

    IndexUnusable
    ├── IndexMissing     nothing has been built yet
    ├── IndexStale       built from other content, by another encoder, or another version
    ├── IndexBroken      files are missing, cut short or changed
    └── EncoderMissing   no encoder can be loaded
"""


class IndexUnusable(Exception):
    """The index cannot be used; the message says why and what to do."""


class IndexMissing(IndexUnusable):
    """Nothing has been built yet."""


class IndexStale(IndexUnusable):
    """The index was built from other content, by another encoder, or by another version."""


class IndexBroken(IndexUnusable):
    """Files of the index are missing, cut short or changed."""


class EncoderMissing(IndexUnusable):
    """No encoder can be loaded from the place that was named."""
