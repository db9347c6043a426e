"""Charts; they need the extra ``plot``, which is loaded only when a chart is drawn."""
