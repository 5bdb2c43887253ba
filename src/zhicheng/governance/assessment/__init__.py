"""Assessment (考核): yearly schemes, self-scores with evidence, verification, ranking, appeal, frozen results."""
