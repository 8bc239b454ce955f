"""受講者を条件でさがす: lists of people by what is known of them, on screen and to take away."""
