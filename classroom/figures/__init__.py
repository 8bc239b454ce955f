"""What is counted, and what it says of the target."""
