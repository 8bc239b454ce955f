"""The handout on A4: blocks become pieces, pieces become pages, pages become strokes of any pen."""
