"""How the house is wired: settings, addresses, the shell of every page, and which rooms there are."""
