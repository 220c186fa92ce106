"""`python -m tests.faults.relaying work`: a work process that hears nothing, so that it only relays."""

from chassis.process import main
from chassis.worker import Worker

WORKER = Worker(service="echo", subscriptions=(), indexes=())

if __name__ == "__main__":
    main("echo", serve="", work="tests.faults.relaying:WORKER")
