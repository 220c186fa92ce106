"""Sources of letters to try rules on."""

from notify.model import Language

FRAME = """\
{{% extends "{language}/letter.jinja" %}}
{{% block subject %}}{subject}{{% endblock %}}
{{% block body %}}
{body}
{{% endblock %}}
"""


def source(body: str, subject: str = "A letter", language: Language = "en") -> str:
    """Whose body stands in line 4."""
    return FRAME.format(language=language, subject=subject, body=body)
