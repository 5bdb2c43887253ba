"""Tables of patents: delimited text, JSON lines, spreadsheets."""
