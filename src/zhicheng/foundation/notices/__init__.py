"""What a person should know: shown in the top bar until read."""
