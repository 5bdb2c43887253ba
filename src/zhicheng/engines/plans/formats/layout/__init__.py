"""Pages of placed characters (.pdf, .ofd) → lines, tables, paragraphs, without page furniture."""
