"""連絡方法: by which means the city tells a person, and whether notices come electronically."""
