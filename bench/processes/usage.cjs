// Preloaded into every Node process that is measured: says at its end what it took. Megabytes, seconds.
const { readFileSync, writeSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { memoryMb: peakMegabytes(), cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  writeSync(2, `USAGE ${JSON.stringify(usage)}\n`);
});

/**
 * The most memory that this program took. Linux counts what the process was before it became this program into `maxRSS`
 * (getrusage(2)): a copy of the benchmark, however much that holds by then. `VmHWM` (proc(5)) begins with the program.
 */
function peakMegabytes() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
