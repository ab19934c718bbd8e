"""PHOLD in Mesa 3 by its discrete-event simulator. Usage: phold_mesa.py PENDING EVENTS."""
import json
import random
import sys
import time

import mesa
from mesa.experimental.devs import DEVSimulator

pending, events = int(sys.argv[1]), int(sys.argv[2])
rng = random.Random(1)
received = [0] * pending


class Hops(mesa.Model):
    def hop(self, subject):
        received[subject] += 1
        schedule(rng.randrange(pending))


model = Hops()
simulator = DEVSimulator()
simulator.setup(model)


def schedule(subject):
    simulator.schedule_event_relative(model.hop, 0.1 + rng.expovariate(1), function_args=[subject])


for process in range(pending):
    schedule(process)
# Each process hops once in 1.1 time units on average.
simulator.run_for(1.1 * events / 4 / pending)
before = sum(received)
start = time.process_time()
simulator.run_for(1.1 * events / pending)
print(json.dumps({"ns": 1e9 * (time.process_time() - start) / (sum(received) - before)}))
