"""``python -m samples.lines``: draws lines for training a reader."""

from samples.lines.drawn import main

main()
