"""What `make` does before anything else: the virtual environment and the front end's build.

Standard library only; it runs on the machine's own Python, before a requirement is installed.
"""
