"""Ieum over HTTP: the API, the page, and the server they run on."""
