/** A port of this computer. */
export interface LocalAddress {
  /** `localhost`, an address in 127.0.0.0/8, or `::1`. */
  host: string
  port: number
}

const BYTE = '(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])'
const LOOPBACK = new RegExp(`^(?:localhost|127(?:\\.${BYTE}){3}|::1)$`)
const ENTRY = /^(?:\[([0-9a-f:]+)\]|([a-z0-9.]+)):([1-9]\d{0,4})$/

/** @param host lower case, without brackets, as lib/egress reads it from a URL */
export const isLocalHost = (host: string): boolean => LOOPBACK.test(host)

/** Parses `127.0.0.1:9200`, `localhost:9200` or `[::1]:9200`. null for anything else, including other computers. */
export function parseLocalAddress(text: string): LocalAddress | null {
  const [, bracketed, plain = bracketed, port] = ENTRY.exec(text.trim().toLowerCase()) ?? []
  const host = bracketed ?? plain
  if (host === undefined || !isLocalHost(host) || Number(port) > 65_535) return null
  return { host, port: Number(port) }
}

/** The address of a blocked call that an owner can allow (`blockedAt` in lib/egress); null if there is none. */
export function localAddressOf({ details }: { details: unknown }): string | null {
  if (typeof details !== 'object' || details === null || !('localAddress' in details)) return null
  return typeof details.localAddress === 'string' ? details.localAddress : null
}

export const formatLocalAddress = ({ host, port }: LocalAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
