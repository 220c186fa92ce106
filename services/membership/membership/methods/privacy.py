"""What is kept about people, shown to them, put right and forgotten."""

from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import PageQuery, load
from membership import consent_views, personal_views, request_schemas, schemas
from membership.handlers import consenting, data_requests, erasures, myself, personal_data
from membership.schemas import page, view

Body = dict[str, Any]
REPRESENTATIVE = schemas.RepresentativeView()
ERASURE, PERSONAL_DATA = personal_views.ErasureView(), personal_views.PersonalDataView()
CONSENT = consent_views.ConsentView()
REQUEST = request_schemas.DataRequestView()
ANSWER = request_schemas.DataRequestView(exclude=("changes",))
"""What a command answers is kept for a day, and so names nobody."""


class Privacy:
    @query
    def get_myself(self, tx: Transaction, body: Body) -> Body:
        load(request_schemas.Nothing(), body)
        return view(REPRESENTATIVE, myself.person(tx))

    @query
    def get_personal_data(self, tx: Transaction, body: Body) -> Body:
        kept = personal_data.of(tx, load(schemas.ById(), body)["id"])
        return dict(PERSONAL_DATA.dump(kept))

    @command
    def erase_representative(self, tx: Transaction, body: Body) -> Body:
        return view(REPRESENTATIVE, erasures.erase(tx, load(schemas.Verb(), body)))

    @query
    def get_erasure(self, tx: Transaction, body: Body) -> Body:
        return dict(ERASURE.dump(erasures.get(tx, load(schemas.ById(), body)["id"])))

    @query
    def list_erasures(self, tx: Transaction, body: Body) -> Body:
        return page(ERASURE, *erasures.page(tx, load(PageQuery(), body)))

    @command
    def ask_erasure(self, tx: Transaction, body: Body) -> Body:
        return view(ANSWER, data_requests.ask(tx, "erasure", load(request_schemas.Nothing(), body)))

    @command
    def ask_correction(self, tx: Transaction, body: Body) -> Body:
        asked = load(request_schemas.AskCorrection(), body)
        return view(ANSWER, data_requests.ask(tx, "correction", asked))

    @command
    def enter_data_request(self, tx: Transaction, body: Body) -> Body:
        return view(ANSWER, data_requests.enter(tx, load(request_schemas.EnterRequest(), body)))

    @command
    def carry_out_data_request(self, tx: Transaction, body: Body) -> Body:
        return view(ANSWER, data_requests.carry_out(tx, load(schemas.Verb(), body)))

    @command
    def refuse_data_request(self, tx: Transaction, body: Body) -> Body:
        return view(ANSWER, data_requests.refuse(tx, load(request_schemas.RefuseRequest(), body)))

    @query
    def get_data_request(self, tx: Transaction, body: Body) -> Body:
        return view(REQUEST, data_requests.get(tx, load(schemas.ById(), body)["id"]))

    @query
    def list_data_requests(self, tx: Transaction, body: Body) -> Body:
        return page(REQUEST, *data_requests.page(tx, load(request_schemas.DataRequestsQuery(), body)))

    @query
    def list_my_data_requests(self, tx: Transaction, body: Body) -> Body:
        load(request_schemas.Nothing(), body)
        return page(REQUEST, data_requests.mine(tx), None)

    @query
    def list_consents(self, tx: Transaction, body: Body) -> Body:
        return page(CONSENT, *consenting.page(tx, load(schemas.OfMemberQuery(), body)))

    @query
    def list_my_consents(self, tx: Transaction, body: Body) -> Body:
        load(request_schemas.Nothing(), body)
        return page(CONSENT, consenting.mine(tx), None)
