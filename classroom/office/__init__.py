"""What the administrator sees to: the first screen, imports, erasing."""
