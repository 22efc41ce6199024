const NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a host name means this machine. @param hostname as returned by `URL.hostname` */
export const isLoopbackName = (hostname: string): boolean => NAMES.has(hostname)

/** Whether a `Host` header names this machine, with or without a port. */
export function isLoopbackHost(host: string): boolean {
  const [, name = '', port = '80'] = /^([^:]+|\[[^\]]+\])(?::(\d{1,5}))?$/.exec(host) ?? []
  return isLoopbackName(name) && Number(port) <= 65_535
}
