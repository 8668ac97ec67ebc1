import { cpus, loadavg, totalmem } from 'node:os';

/** What it was measured on, and when. */
export function machine() {
  const [{ model }, ...others] = cpus();
  return {
    cpu: `${others.length + 1} × ${model.trim()}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: loadavg()[0].toFixed(1),
    date: new Date().toISOString().slice(0, 10),
  };
}
