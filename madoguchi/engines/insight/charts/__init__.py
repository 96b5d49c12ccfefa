"""charts 図: pictures of series, drawn on the server as SVG. Each has a name and its reading in words; a table stands beside it."""
