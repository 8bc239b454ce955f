"""Tests that stand where users stand: the installed program, in processes of its own."""
