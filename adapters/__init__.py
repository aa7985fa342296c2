"""Where people meet Ieum: the command line, HTTP and pages. Each parses, calls, renders."""
