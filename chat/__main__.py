"""What `./webchat` starts: the command line, quiet when somebody stops it while it loads."""

import signal
import sys


def main() -> None:
    # Before the imports, which take a while: Ctrl-C ends at once and leaves no trace. Whoever has
    # something to put in order first, the demonstration for one, takes the signal for itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from chat.commands.answers import in_sentences
    from chat.commands.line import app

    with in_sentences():
        sys.exit(app(prog_name="./webchat", standalone_mode=False))


if __name__ == "__main__":
    main()
