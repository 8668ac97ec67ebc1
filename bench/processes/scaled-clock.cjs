// Preloaded where time is scaled: all clocks and timers of this process run BENCH_SCALE times as fast, from BENCH_EPOCH
// (epoch ms) on. The sandbox and both taps get the same; what a process computes is not made faster by it.
const scale = Number(process.env.BENCH_SCALE);
const epoch = Number(process.env.BENCH_EPOCH);
const RealDate = Date;
const realNow = Date.now;
const realElapsed = performance.now.bind(performance);
const now = () => Math.round(epoch + (realNow() - epoch) * scale);

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given));
  }
  static now() {
    return now();
  }
};
performance.now = () => realElapsed() * scale;
for (const name of ['setTimeout', 'setInterval']) {
  const real = globalThis[name];
  globalThis[name] = (action, ms = 0, ...given) => real(action, ms / scale, ...given);
}
