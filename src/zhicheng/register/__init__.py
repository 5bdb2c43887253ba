"""The register: whose rights there are, what became of each, and what authorities recognise."""
