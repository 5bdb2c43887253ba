"""Units: names, lists of them, and the rules that a document gives for them."""
