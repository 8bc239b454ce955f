"""Drawing on paper and screen: knows paper, not people."""
