"""推計: where the rate stands today by the pace that the official counts show, or why not."""
