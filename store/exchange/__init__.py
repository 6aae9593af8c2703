"""In and out: readers, importers and exporters."""
