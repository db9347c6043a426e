"""``python -m migrant_crisis_2021``, and the command of the same name."""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Load the command line and run it; Ctrl-C ends it without a traceback from the first on."""
    try:
        from .command_line import main as run
    except KeyboardInterrupt:
        sys.exit("Aborted!")
    run()


if __name__ == "__main__":
    main()
