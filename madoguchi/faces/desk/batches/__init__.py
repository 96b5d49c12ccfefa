"""まとめ処理: choose many cases, say what is to be done with them, watch it being done."""
