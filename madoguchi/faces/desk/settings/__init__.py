"""設定: the department acted for, keys, language of the desk."""
