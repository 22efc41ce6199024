const NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The names that one's own machine has for itself. @param hostname as `URL.hostname` gives it */
export const isLoopbackName = (hostname: string): boolean => NAMES.has(hostname)

/** The same of what a `Host` header says: such a name, with a port or without. */
export function isLoopbackHost(host: string): boolean {
  const [, name = '', port = '80'] = /^([^:]+|\[[^\]]+\])(?::(\d{1,5}))?$/.exec(host) ?? []
  return isLoopbackName(name) && Number(port) <= 65_535
}
