"""The roles that a token may grant, and who has what in common."""

SECRETARIAT = "secretariat"
REPRESENTATIVE = "representative"
EXPERT = "expert"
PARTNER = "partner"
OPERATOR = "operator"
PUBLIC = "public"
RESERVED = frozenset({PUBLIC, "system", "gateway"})
"""What stands for nobody in particular, and for ourselves, where others are known by their ids."""
ROLES = (SECRETARIAT, REPRESENTATIVE, EXPERT, PARTNER, OPERATOR, PUBLIC)

ANYONE = frozenset(ROLES)
SIGNED_IN = ANYONE - {PUBLIC}
OFFICE = frozenset({SECRETARIAT})
MEMBERS = frozenset({SECRETARIAT, REPRESENTATIVE})
SPEAKERS = frozenset({REPRESENTATIVE})
PEOPLE = frozenset({REPRESENTATIVE, EXPERT})
PARTICIPANTS = frozenset({SECRETARIAT, REPRESENTATIVE, EXPERT})
REVIEWERS = frozenset({SECRETARIAT, EXPERT})
SYSTEMS = frozenset({SECRETARIAT, PARTNER, OPERATOR})
DELIVERY = frozenset({SECRETARIAT, OPERATOR})
OPERATORS = frozenset({OPERATOR})
PARTNERS = frozenset({PARTNER})
