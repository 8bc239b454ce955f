"""抽選: a fair draw that anyone can run again."""
