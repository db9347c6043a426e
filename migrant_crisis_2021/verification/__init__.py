"""Check copies of documents against the recorded fingerprints."""
