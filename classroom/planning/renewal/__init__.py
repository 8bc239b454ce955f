"""年度更新: the offerings of one 年度 made again, as drafts, in the next."""
