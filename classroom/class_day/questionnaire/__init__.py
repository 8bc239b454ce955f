"""アンケート: confidence before and after, satisfaction, and comments apart from names."""
