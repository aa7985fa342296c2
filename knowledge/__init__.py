"""What we know: content as YAML, its schema and its loader. Imports nothing of ours."""
