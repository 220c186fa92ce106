from gateway.resource import Resource
from gateway.schemas.erasures import Erasure, ErasurePage
from gateway.schemas.parts import ListQuery

erasures = Resource("erasures", "membership", "/v1/erasures", "Who was forgotten, and where")
erasures.listing("", "list_erasures", ListQuery, ErasurePage, "List erasures, the newest first")
erasures.reading("/<uuid:id>", "get_erasure", Erasure, "Read where a person was erased")
