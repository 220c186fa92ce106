from chassis.process import main

main("membership", serve="membership.service:MembershipService", work="membership.worker:WORKER")
