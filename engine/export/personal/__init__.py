"""Personal data made unreadable, for every file but the office's own workbook."""
