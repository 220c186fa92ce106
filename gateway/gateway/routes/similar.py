"""What was proposed already that is like what somebody is writing: a question, though it is posted."""

from gateway import ask
from gateway.resource import REFUSED_CREATE, Resource, View
from gateway.schemas.similar import SimilarProposals, Writing

similar = Resource("similar", "agenda", "/v1/proposals", "Proposals that are like another")


@similar.arguments(Writing)
@similar.response(200, SimilarProposals)
def find(writing: View) -> View:
    return ask.query("agenda", "find_similar", writing)


similar.publish(
    "POST",
    "/similar",
    "find_similar",
    find,
    "Find proposals like the one that you write",
    REFUSED_CREATE,
    "IdempotencyKey",
)
