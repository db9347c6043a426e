"""From text to values: dates, numbers, phrases and words."""
