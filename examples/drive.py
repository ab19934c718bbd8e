"""Drives Opset from Python: starts `opset worker --stdio` once and asks it for runs, one JSON document a line.

    python3 examples/drive.py scenarios/decentralized-ai.yaml

prints what the GPU set costs and how much of the heavy work is on time at three splits of the budget, over the same
four seeds. The same few lines let Optuna, SALib or R's reticulate choose the points.
"""

import json
import subprocess
import sys

OPSET = ["node", "dist/src/cli/main.js"]  # or ["npx", "opset"]


class Opset:
    def __init__(self):
        self.process = subprocess.Popen(
            [*OPSET, "worker", "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.asked = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def ask(self, requests):
        """Answers to (method, params) requests, in the order of the requests: runs go on side by side."""
        ids = []
        for method, params in requests:
            self.asked += 1
            ids.append(self.asked)
            self.process.stdin.write(json.dumps({"id": self.asked, "method": method, "params": params}) + "\n")
        self.process.stdin.flush()
        answers = {}
        while len(answers) < len(ids):
            answer = json.loads(self.process.stdout.readline())
            if "error" in answer:
                raise RuntimeError("; ".join([answer["error"]["message"], *answer["error"]["problems"]]))
            answers[answer["id"]] = answer["result"]
        return [answers[id] for id in ids]


def main(scenario, horizon="90d", seeds="4"):
    cost, on_time = "inference.gpu.cost", "inference.heavy.on_time"
    with Opset() as opset:
        [described] = opset.ask([("describe", {})])
        print(f"opset {described['version']}", file=sys.stderr)
        print("gpu_share,cost_usd_per_week,on_time_fraction")
        for share in (50, 60, 70):
            split = f"avss.inference.budget.split={{gpu: {share}%, cpu: {100 - share}%}}"
            runs = opset.ask(
                [
                    ("run", {"scenario": scenario, "set": [f"horizon={horizon}", split], "seed": seed, "measures": [cost, on_time]})
                    for seed in range(1, int(seeds) + 1)
                ]
            )
            mean = lambda name: sum(run["measures"][name]["value"] for run in runs) / len(runs)
            print(f"{share}%,{mean(cost):.0f},{mean(on_time):.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
