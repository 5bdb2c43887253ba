"""The text of a document: characters, paragraphs, sentences."""
