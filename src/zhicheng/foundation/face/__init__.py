"""The face that all rooms share: parts of pages, forms, lists and their export."""
