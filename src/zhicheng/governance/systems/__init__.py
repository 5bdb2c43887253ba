"""The build list (建设清单): the systems that plans order, who builds them, and where they run."""
