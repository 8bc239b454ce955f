"""Who came to a session: the reception desk on the day, the register, and the 出席簿 on paper."""
