"""What a running text says that may tell a firm: names, people, doors, telephones, who speaks."""
