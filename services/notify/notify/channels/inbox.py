"""The inbox within wara, for who wants none of it by mail: a letter is there as soon as it is made."""

from notify.channels.channel import Kind, Parcel, Receipt

NAME = "inbox"


class Inbox:
    def open(self) -> None:
        pass

    def send(self, parcel: Parcel) -> Receipt:
        return Receipt(server=NAME, said="")

    def close(self) -> None:
        pass


CHANNEL = Kind(name=NAME, make=lambda *_: Inbox())
