"""Each word of the field, once: its code, label, sign on paper, order, and what it counts as.

A word is one row of one table. Screens, papers, statistics, files and the help derive from it.
"""
