from gateway.resource import Resource
from gateway.schemas.parts import ListQuery, Reasoned
from gateway.schemas.reviews import NewRecommendation, NewReviewer, Review, ReviewPage

ONE = "/<uuid:id>"
reviews = Resource("reviews", "agenda", "/v1/proposals", "What reviewers advise to do with a proposal")
reviews.listing(f"{ONE}/reviewers", "list_reviews", ListQuery, ReviewPage, "List reviewers and their advice")
reviews.noting(f"{ONE}/reviewers", "assign_reviewer", NewReviewer, Review, "Ask somebody to review it")
reviews.noting(
    f"{ONE}/recommendation", "recommend_on_proposal", NewRecommendation, Review, "Advise what to do with it"
)
reviews.noting(
    f"{ONE}/recusal", "recuse_from_proposal", Reasoned, Review, "Stand back for a conflict of interest"
)
