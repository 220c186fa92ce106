"""`python -m tests.support.echo serve|work`: the chassis with a service of a few lines on it."""

from chassis.process import main

main("echo", serve="tests.support.echo.service:EchoService", work="tests.support.echo.worker:WORKER")
