"""How modules relate: origins, re-exports, importers, cycles."""
