"""What can go wrong with an index.

One root, so that a caller can catch all of it at once:

    IndexUnusableError
    ├── IndexMissingError     nothing has been built yet
    ├── IndexStaleError       built from other content, by another encoder, or another version
    ├── IndexBrokenError      files are missing, cut short or changed
    └── EncoderMissingError   no encoder can be loaded
"""


class IndexUnusableError(Exception):
    """The index cannot be used; the message says why and what to do."""


class IndexMissingError(IndexUnusableError):
    """Nothing has been built yet."""


class IndexStaleError(IndexUnusableError):
    """The index was built from other content, by another encoder, or by another version."""


class IndexBrokenError(IndexUnusableError):
    """Files of the index are missing, cut short or changed."""


class EncoderMissingError(IndexUnusableError):
    """No encoder can be loaded from the place that was named."""
