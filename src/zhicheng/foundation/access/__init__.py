"""Access for other programs: tokens with scopes, answers given once, pages of rows, errors in one form."""
