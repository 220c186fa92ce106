"""What people ask of the data that are kept about them: by themselves, or by a letter that the secretariat
enters."""

from gateway import ask
from gateway.identity.identity import here
from gateway.resource import MADE, REFUSED_CREATE, Answer, Resource, Route, View, versioned
from gateway.schemas.consents import ConsentPage
from gateway.schemas.data_requests import (
    CorrectionRequest,
    DataRequest,
    DataRequestPage,
    DataRequestQuery,
    ReceivedRequest,
    Refusal,
)

ERASURE = "erasure"
PATH, ONE = "/v1/data-requests", "/<uuid:id>"


def _carried_out(request: View) -> None:
    """It may have been the address that links go to: the answer does not say."""
    person = request["representative"]
    (here().forget if request["kind"] == ERASURE else here().sessions.end_all)(person)


data_requests = Resource(
    "data-requests", "membership", PATH, "What people ask of the data that are kept about them"
)
data_requests.listing(
    "", "list_data_requests", DataRequestQuery, DataRequestPage, "List requests, what is due first"
)
data_requests.creating(
    "", "enter_data_request", ReceivedRequest, DataRequest, "Enter what a person asked by letter"
)
data_requests.reading(
    ONE, "get_data_request", DataRequest, "Read a request, as the person or the secretariat"
)
data_requests.acting(
    f"{ONE}/carry-out",
    "carry_out_data_request",
    DataRequest,
    "Erase the person, or put right what is kept",
    then=_carried_out,
)
data_requests.acting(
    f"{ONE}/refuse", "refuse_data_request", DataRequest, "Refuse it, on a ground of the law", Refusal
)

own_requests = Resource(
    "own-requests", "membership", "/v1/me", "What I ask of the data kept about me, and agree to"
)
own_requests.plain("/consents", "list_my_consents", ConsentPage, "List what I agreed to, and took back")
own_requests.plain("/data-requests", "list_my_data_requests", DataRequestPage, "List what I asked")


def _made(made: View) -> Answer:
    view, headers = versioned(made)
    return view, headers | {"Location": f"{PATH}/{view['id']}"}


@own_requests.response(201, DataRequest, headers=MADE)
def ask_erasure() -> Answer:
    return _made(ask.command("membership", "ask_erasure", {}))


@own_requests.arguments(CorrectionRequest)
@own_requests.response(201, DataRequest, headers=MADE)
def ask_correction(body: View) -> Answer:
    return _made(ask.command("membership", "ask_correction", body))


def _asking(path: str, view: Route, summary: str) -> None:
    own_requests.publish("POST", path, view.__name__, view, summary, REFUSED_CREATE, "IdempotencyKey")


_asking("/erasure-requests", ask_erasure, "Ask to be forgotten")
_asking("/correction-requests", ask_correction, "Ask that what is kept of me is put right")
