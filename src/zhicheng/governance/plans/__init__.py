"""方案: a policy document is uploaded, read, reviewed sentence by sentence, and published."""
