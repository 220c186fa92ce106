"""What is told to one partner alone."""

from gateway.commands.answers import ACCEPTED, REFUSED
from gateway.partners.tested import TESTED

TO_ONE_ALONE = (TESTED, ACCEPTED, REFUSED)
