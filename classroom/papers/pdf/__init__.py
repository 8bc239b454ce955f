"""Drawing of the papers, one module each: pure, from the dataclasses of `values`."""
