"""The gateway as a nameko service: no method of its own, only what it answers over HTTP."""

from chassis.caller import RpcClient
from gateway.http.server import HttpServer


class GatewayService:
    name = "gateway"
    rpc = RpcClient()
    http = HttpServer()
