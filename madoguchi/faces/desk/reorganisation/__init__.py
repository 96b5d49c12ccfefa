"""組織改正: planned, tried dry, declared ready; for administrators."""
