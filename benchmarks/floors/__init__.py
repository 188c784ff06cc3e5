"""The least work that library calls need. Nothing in here imports a package of ours."""
