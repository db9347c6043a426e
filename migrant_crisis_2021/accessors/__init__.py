"""Functions that query the data: one public function per file."""
