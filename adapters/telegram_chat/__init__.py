"""Ieum on Telegram: what a chat says goes to the same assistant as a question on the website."""
