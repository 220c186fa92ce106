"""Requests that two readers could take for different ones; a second request stands behind each of them."""

HOST = b"Host: localhost\r\n"
POST = b"POST /v1/members HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n"
GET = b"GET /healthz HTTP/1.1\r\n"
BEHIND = GET + HOST + b"\r\n"
CHUNKS = b"2\r\n{}\r\n0\r\n\r\n"
LENGTH, CHUNKED = b"Content-Length: 2\r\n", b"Transfer-Encoding: chunked\r\n"


def chunked(body: bytes) -> bytes:
    return POST + CHUNKED + b"\r\n" + body


LENGTHS = {
    "CL.TE": POST + b"Content-Length: 6\r\n" + CHUNKED + b"\r\n0\r\n\r\nG",
    "TE.CL": POST + CHUNKED + b"Content-Length: 4\r\n\r\n12\r\nGET /metrics HTTP/1\r\n0\r\n\r\n",
    "CL.CL": POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "the same length twice": POST + LENGTH * 2 + b"\r\n{}",
    "lengths in a list": POST + b"Content-Length: 2, 2\r\n\r\n{}",
    "a length with a sign": POST + b"Content-Length: +2\r\n\r\n{}",
    "a length below nothing": POST + b"Content-Length: -2\r\n\r\n{}",
    "a length in hex": POST + b"Content-Length: 0x2\r\n\r\n{}",
    "a length with a fraction": POST + b"Content-Length: 2.0\r\n\r\n{}",
    "a length of nothing": POST + b"Content-Length: \r\n\r\n{}",
    "a length beyond numbers": POST + b"Content-Length: 18446744073709551618\r\n\r\n{}",
    "a length with a space": POST + b"Content-Length: 1 2\r\n\r\n{}",
}
CODINGS = {
    "TE.TE": POST + CHUNKED + b"Transfer-Encoding: identity\r\n\r\n" + CHUNKS,
    "chunked twice": POST + CHUNKED * 2 + b"\r\n" + CHUNKS,
    "chunked in a list": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n" + CHUNKS,
    "chunked and more": POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n" + CHUNKS,
    "no such coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n" + CHUNKS,
    "a coding in quotes": POST + b'Transfer-Encoding: "chunked"\r\n\r\n' + CHUNKS,
    "a coding with a parameter": POST + b"Transfer-Encoding: chunked;a=b\r\n\r\n" + CHUNKS,
    "a coding behind a tab": POST + b"Transfer-Encoding:\x0bchunked\r\n\r\n" + CHUNKS,
    "chunks of HTTP/1.0": b"POST /v1/members HTTP/1.0\r\n" + HOST + CHUNKED + b"\r\n" + CHUNKS,
}
FIELDS = {
    "a space before the colon": POST + b"Transfer-Encoding : chunked\r\n" + LENGTH + b"\r\n{}",
    "a tab before the colon": POST + b"Content-Length\t: 3\r\n" + LENGTH + b"\r\n{}",
    "a folded field": POST + b"Transfer-Encoding:\r\n chunked\r\n" + LENGTH + b"\r\n{}",
    "a folded first field": GET + b" X: y\r\n" + HOST + b"\r\n",
    "a bare CR": POST + b"X: y\rTransfer-Encoding: chunked\r\n" + LENGTH + b"\r\n{}",
    "a bare LF": POST + b"X: y\nTransfer-Encoding: chunked\r\n" + LENGTH + b"\r\n{}",
    "bare LFs throughout": (GET + HOST + b"\r\n").replace(b"\r\n", b"\n"),
    "CR CR LF": POST + b"X: y\r\r\n" + LENGTH + b"\r\n{}",
    "a null": POST + b"X: y\x00\r\n" + LENGTH + b"\r\n{}",
    "a null in a name": POST + b"Content-Length\x00: 3\r\n" + LENGTH + b"\r\n{}",
    "no name": POST + b": y\r\n" + LENGTH + b"\r\n{}",
    "no colon": POST + b"Content-Length 3\r\n" + LENGTH + b"\r\n{}",
    "an empty line first": b"\r\n" + GET + HOST + b"\r\n",
    "a space first": b" " + GET + HOST + b"\r\n",
}
HOSTS = {
    "two hosts": GET + HOST + b"Host: example.org\r\n\r\n",
    "no host": GET + b"\r\n",
    "a host in the address": b"GET http://example.org/healthz HTTP/1.1\r\n" + HOST + b"\r\n",
    "the host in the address": b"GET http://localhost/healthz HTTP/1.1\r\n" + HOST + b"\r\n",
    "an address for a proxy": b"CONNECT localhost:80 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a name before the host": GET + b"Host: localhost@example.org\r\n\r\n",
    "hosts in a list": GET + b"Host: localhost, example.org\r\n\r\n",
    "a path behind the host": GET + b"Host: localhost/healthz\r\n\r\n",
    "a space in the host": GET + b"Host: localhost example.org\r\n\r\n",
    "a port of letters": GET + b"Host: localhost:http\r\n\r\n",
    "a fragment": b"GET /healthz#x HTTP/1.1\r\n" + HOST + b"\r\n",
    "a space in the address": b"GET /healthz HTTP/1.1 HTTP/1.1\r\n" + HOST + b"\r\n",
    "another protocol": b"GET /healthz HTTP/2.0\r\n" + HOST + b"\r\n",
    "the beginning of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/0.9": b"GET /healthz\r\n\r\n",
}
IN_CHUNKS = {
    "a size with a sign": chunked(b"+2\r\n{}\r\n0\r\n\r\n"),
    "a size below nothing": chunked(b"-2\r\n{}\r\n0\r\n\r\n"),
    "a size in 0x": chunked(b"0x2\r\n{}\r\n0\r\n\r\n"),
    "a size with a space": chunked(b"2 \r\n{}\r\n0\r\n\r\n"),
    "a size with an underscore": chunked(b"0_2\r\n{}\r\n0\r\n\r\n"),
    "a size beyond numbers": chunked(b"10000000000000002\r\n{}\r\n0\r\n\r\n"),
    "a size before LF": chunked(b"2\n{}\r\n0\r\n\r\n"),
    "an extension with LF": chunked(b"2;a\nb\r\n{}\r\n0\r\n\r\n"),
    "an extension with CR": chunked(b"2;a\rb\r\n{}\r\n0\r\n\r\n"),
    "no size": chunked(b"\r\n{}\r\n0\r\n\r\n"),
    "a chunk too long": chunked(b"2\r\n{}}\r\n0\r\n\r\n"),
    "a chunk before LF": chunked(b"2\r\n{}\n0\r\n\r\n"),
    "trailers that end with LF": chunked(b"2\r\n{}\r\n0\r\n\n"),
    "a trailer without a colon": chunked(b"2\r\n{}\r\n0\r\nX\r\n\r\n"),
    "a folded trailer": chunked(b"2\r\n{}\r\n0\r\nX: y\r\n z\r\n\r\n"),
}
SHAPES = LENGTHS | CODINGS | FIELDS | HOSTS | IN_CHUNKS
