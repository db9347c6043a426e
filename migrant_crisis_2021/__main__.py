"""``python -m migrant_crisis_2021``."""

from .command_line import main

if __name__ == "__main__":
    main()
