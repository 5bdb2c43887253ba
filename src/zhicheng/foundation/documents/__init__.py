"""Documents (公文): .docx files composed from templates that the office can replace."""
