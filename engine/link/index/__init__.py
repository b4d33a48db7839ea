"""A register's names, seats and numbers, made to be looked up."""
