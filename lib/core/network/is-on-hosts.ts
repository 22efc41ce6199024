import { splitHost } from './host-list'

/** The parts of a URL that decide where a request goes. */
interface Address {
  protocol: string
  hostname: string
  port: string
}

/** Whether an address is on one of these exact hosts; an entry without a port means the scheme's own port. */
export function isOnHosts(hosts: readonly string[], url: Address): boolean {
  const port = url.port === '' ? null : Number(url.port)
  const defaultPort = url.protocol === 'http:' ? 80 : 443
  return hosts.some((entry) => {
    const allowed = splitHost(entry)
    const isSamePort = allowed.port === port || (port === null && allowed.port === defaultPort)
    return isSamePort && url.hostname.replace(/^\[|\]$/g, '') === allowed.host
  })
}
