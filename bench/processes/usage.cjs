// Preloaded into every Node process that is measured: says at its end what it took. Kilobytes, seconds.
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { memoryMb: maxRSS / 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  require('node:fs').writeSync(2, `USAGE ${JSON.stringify(usage)}\n`);
});
