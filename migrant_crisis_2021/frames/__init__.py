"""Tables as frames of the caller's library."""
