"""Handouts (配布資料): one Markdown text becomes large-print paper and an accessible web page."""
