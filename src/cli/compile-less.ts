import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';

/**
 * undici reads answers with WebAssembly. Compiling that a second time, for speed, takes 30 MB and a tenth of a second of
 * the other core; over 80,000 requests it gains nothing that could be measured.
 */
const WASM_ONCE = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/** Bytes of bytecode that a function runs through before V8 asks whether to compile it for speed. V8's own: 67,584. */
const PATIENT_BUDGET = 270_336;
const OWN_BUDGET = 67_584;

/** Collections of garbage until a run counts as long: some two seconds of it. */
const EARLY_COLLECTIONS = 40;

/**
 * Keeps V8 from compiling for speed what a short run hardly uses again. Node 20 spends up to a third of such a run's CPU
 * on it: being patient at first takes a fifth to a quarter off a run of 400 or 1,300 requests and, since it ends in time,
 * adds nothing to one of 13,000. Node 22 and later compile a middle way first, gain nothing by this, and do not know the flag.
 */
export function compileLess(): void {
  for (const flag of WASM_ONCE) setFlagsFromString(flag);
  if (!process.versions.v8.startsWith('11.')) return;
  setFlagsFromString(`--interrupt-budget=${PATIENT_BUDGET}`);
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
    if (collections < EARLY_COLLECTIONS) return;
    setFlagsFromString(`--interrupt-budget=${OWN_BUDGET}`);
    observer.disconnect();
  });
  observer.observe({ entryTypes: ['gc'] });
}
