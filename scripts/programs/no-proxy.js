// The tap asks Asana through the proxies that its environment names. The stand-in is on this machine, where no proxy gets.

/** In: an environment. Out: the same for a program that asks the stand-in, without proxies. */
export function withoutProxies(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:https?|all)_proxy$/i.test(name)));
}
