"""ほかのシステム: letting systems use the API in a department's name, and shutting them out. For administrators."""
