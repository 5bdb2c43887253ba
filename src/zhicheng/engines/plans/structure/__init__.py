"""The structure of a plan: headings, sections, the frame around the text."""
