"""外字: characters that no font at hand can print, and the documents that wait for them."""
