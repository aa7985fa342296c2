"""The widget: what other websites load, the panel it opens, and a website to try it on."""
