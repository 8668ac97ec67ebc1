import type { ParsedRequest } from '../http/messages.ts';
import type { Rng } from '../world/random.ts';
import type { Fault, FaultRule } from './rule.ts';

/** The faults that befall a request, in the order of their rules. `seconds` is the time since the sandbox began. */
export type FireFaults = (request: ParsedRequest, route: string, seconds: number) => Fault[];

/** Watches requests go by and decides which of the rules fire; chance comes from `rng`. */
export function createFaults(rules: readonly FaultRule[], rng: Rng): FireFaults {
  const watched = rules.map((rule) => ({ rule, path: patternOf(rule.path ?? '**'), seen: 0, fired: 0 }));
  return (request, route, seconds) => {
    const faults: Fault[] = [];
    for (const watch of watched) {
      const { rule } = watch;
      if (!watch.path.test(route) || !fits(rule, request, seconds)) continue;
      watch.seen += 1;
      const { nth, count, chance } = rule;
      if (nth !== undefined && (count === undefined ? watch.seen !== nth : watch.seen < nth)) continue;
      if (count !== undefined && watch.fired >= count) continue;
      if (chance !== undefined && rng() >= chance) continue;
      watch.fired += 1;
      faults.push(rule.fault);
    }
    return faults;
  };
}

function fits(rule: FaultRule, request: ParsedRequest, seconds: number): boolean {
  if (rule.method !== undefined && rule.method !== request.method) return false;
  if (seconds < (rule.from ?? 0) || seconds >= (rule.until ?? Number.POSITIVE_INFINITY)) return false;
  return Object.entries(rule.query ?? {}).every(([name, value]) => {
    const given = request.query.get(name);
    return value === '*' ? given !== undefined : given === value;
  });
}

function patternOf(path: string): RegExp {
  const steps = path.split('/').map((step) => {
    if (step === '**') return '.*';
    return step === '*' ? '[^/]+' : step.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${steps.join('/').replace('/.*', '(?:/.*)?')}$`);
}
