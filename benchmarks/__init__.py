"""How fast Saolou is, and beside what: see README.md in this folder."""
