"""Datasette first: it loads its plugins, and finds the hooks of ours only in a module that is loaded whole."""

import datasette.app  # noqa: F401
