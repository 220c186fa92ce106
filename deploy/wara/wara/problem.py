"""What goes wrong for a person to mend."""


class Problem(Exception):
    """One line that says what is wrong and what to do; shown as it is, without a traceback."""
