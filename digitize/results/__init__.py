"""The folder of results on disk: its layout, what each stage leaves in it, and the account of a run."""
