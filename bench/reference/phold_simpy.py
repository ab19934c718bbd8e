"""PHOLD in SimPy, by processes as its users write them. Usage: phold_simpy.py PENDING EVENTS."""
import json
import random
import sys
import time

import simpy

pending, events = int(sys.argv[1]), int(sys.argv[2])
rng = random.Random(1)
environment = simpy.Environment()
received = [0] * pending


def hop():
    while True:
        yield environment.timeout(0.1 + rng.expovariate(1))
        received[rng.randrange(pending)] += 1


for _ in range(pending):
    environment.process(hop())


def hold(count):
    for _ in range(count):
        environment.step()


hold(pending + events // 4)
start = time.process_time()
hold(events)
print(json.dumps({"ns": 1e9 * (time.process_time() - start) / events}))
