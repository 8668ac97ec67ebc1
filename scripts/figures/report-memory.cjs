// Preloaded into the tap: says at its end how much memory it took at most, in kilobytes.
process.on('exit', () => process.stderr.write(`PEAK ${process.resourceUsage().maxRSS}\n`));
