from chassis.process import main

if __name__ == "__main__":
    main("agenda", serve="agenda.service:AgendaService", work="agenda.worker:WORKER")
