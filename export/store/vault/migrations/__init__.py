"""How the tables of a store come from one version to the next; run by Alembic."""
