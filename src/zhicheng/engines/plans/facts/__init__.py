"""Facts about the document: title, issuer, dates, place."""
