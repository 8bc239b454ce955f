"""Limits of official counts."""

SOURCE_MAX = 200
