"""The template tags of the face; they are built in, so that no template loads them."""
