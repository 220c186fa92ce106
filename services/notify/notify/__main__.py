from chassis.process import main

if __name__ == "__main__":
    main("notify", serve="notify.service:NotifyService", work="notify.worker:WORKER")
