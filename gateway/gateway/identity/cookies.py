"""The cookies of sign-in: no script reads them, and no other site's page sends them along with a change."""

from dataclasses import dataclass

from flask import Response, request

SESSION, JOURNEY = "wara", "wara-sign-in"


@dataclass(frozen=True, slots=True)
class Cookies:
    """`secure` where we are reached by https: then nobody but this very host can have set them."""

    secure: bool = False

    @classmethod
    def of(cls, public_url: str) -> "Cookies":
        return cls(public_url.startswith("https:"))

    def read(self, name: str) -> str:
        return request.cookies.get(self._full(name), "")

    def write(self, response: Response, name: str, text: str) -> None:
        """Until the browser is closed."""
        response.set_cookie(
            self._full(name), text, path="/", secure=self.secure, httponly=True, samesite="Lax"
        )

    def clear(self, response: Response, name: str) -> None:
        response.delete_cookie(self._full(name), path="/", secure=self.secure, httponly=True, samesite="Lax")

    def _full(self, name: str) -> str:
        return f"__Host-{name}" if self.secure else name
