"""Sign-in pages that portal and desk share. Each face mounts its own set, under its own path, with the same names."""
