"""Where `goodturn` and `python -m goodturn` begin."""

from __future__ import annotations


def main() -> None:
    """Runs the command line."""
    from goodturn.cli import app

    app()


if __name__ == "__main__":
    main()
