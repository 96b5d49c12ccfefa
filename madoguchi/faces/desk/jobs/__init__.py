"""仕事の記録: what runs behind the pages, how it went, what waits for a person."""
