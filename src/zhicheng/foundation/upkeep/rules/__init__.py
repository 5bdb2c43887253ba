"""What a backup says of itself, whether it fits here, and how an installation is judged. Plain values."""
