"""Runs a command N times and prints, as JSON, each run's wall time (s), peak memory (MB) and exit code."""
import json
import os
import sys
import time

runs, command = int(sys.argv[1]), sys.argv[2:]
results = []
for _ in range(runs):
    started = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        try:
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    results.append({
        "wall": time.perf_counter() - started,
        "peak": usage.ru_maxrss / 1024,
        "exit": os.waitstatus_to_exitcode(status),
    })
print(json.dumps(results))
