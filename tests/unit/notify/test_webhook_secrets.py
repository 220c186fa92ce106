"""The secrets of a webhook: another for each registration and each edition, two at once for a day."""

from datetime import timedelta

from chassis.signing import BOTH_FOR
from notify.webhooks import Webhook
from tests.unit.notify.builders import AT

OLD, NEW = bytes(32), bytes([1] * 32)
ROOT = [OLD]


def webhook(seed: str = "seed") -> Webhook:
    return Webhook(id="person", url="https://hooks.example/", seed=seed, created_at=AT, updated_at=AT)


def test_a_secret_is_of_its_registration_and_of_the_root() -> None:
    secrets = [
        webhook().secrets(ROOT, AT),
        webhook("another").secrets(ROOT, AT),
        webhook().secrets([NEW], AT),
    ]
    assert all(len(some) == 1 and len(some[0]) == 32 for some in secrets)
    assert len({some[0] for some in secrets}) == 3


def test_the_one_before_signs_for_a_day_and_the_one_before_that_no_more() -> None:
    one = webhook()
    [first] = one.secrets(ROOT, AT)
    one.rotate(AT)
    [second, also] = one.secrets(ROOT, AT)
    assert (also, second != first) == (first, True)
    assert one.secrets(ROOT, AT + BOTH_FOR) == [second]
    one.rotate(AT + timedelta(hours=1))
    assert one.secrets(ROOT, AT + timedelta(hours=1))[1:] == [second]


def test_a_new_root_signs_beside_the_old_one_until_that_is_dropped() -> None:
    one = webhook()
    [before] = one.secrets([OLD], AT)
    new, old = one.secrets([NEW, OLD], AT)
    assert (old, new != old, one.secrets([NEW], AT)) == (before, True, [new])
    one.rotate(AT)
    assert one.secrets([NEW, OLD], AT)[-1] == before
    assert len(set(one.secrets([NEW, OLD], AT))) == 4


def test_to_lead_it_elsewhere_enables_it_and_keeps_its_secret() -> None:
    one = webhook()
    before = one.secrets(ROOT, AT)
    one.status = "disabled"
    one.lead_to("https://other.example/", AT)
    assert (one.status, one.url, one.secrets(ROOT, AT)) == ("active", "https://other.example/", before)
