"""What `./webchat` starts: the command line."""

from chat.commands.line import app

if __name__ == "__main__":
    app(prog_name="./webchat")
