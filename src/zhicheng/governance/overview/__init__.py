"""总览: what the city's leaders see first, and where everyone else begins."""
