"""集計: by procedure, month and section. Days are counted from indexed rows and kept; a page adds up days."""
