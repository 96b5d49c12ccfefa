"""職員: inviting, posts, starting over after a lost second factor, closing. For administrators."""
