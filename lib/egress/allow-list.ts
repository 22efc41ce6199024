import 'server-only'
import ipaddr from 'ipaddr.js'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

export type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** One permission set by the operator: this host or range, on this port, with this scheme. */
export interface AllowRule {
  scheme: 'http' | 'https' | null
  /** A lower-case host name, the end of one (`*.rds.amazonaws.com`), an address range, or every public address. */
  target: { host: string } | { suffix: string } | { range: Range } | { isPublic: true }
  port: number
}

/** The destination of a request, parsed once by `new URL`, or of a connection to a database or mail server. */
export interface Destination {
  scheme: 'http' | 'https' | 'tcp'
  /** Lower case, without brackets. */
  host: string
  port: number
}

const ENTRY = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\](?:\/\d{1,3})?|(?:\*\.)?[a-z0-9._-]+(?:\/\d{1,2})?)(?::(\d{1,5}))?$/i
const FORBIDDEN_PORTS = new Set([
  22, 23, 25, 110, 143, 445, 465, 587, 993, 1433, 2375, 2379, 3306, 3389, 5432, 5433, 5984, 6379, 6443, 9200, 10250,
  11211, 27017,
])
const LOCAL_MODEL_PORTS = [11434, 1234, 8080, 8000, 1337, 12434]
const THIS_COMPUTER = ['localhost', '127.0.0.1', '[::1]']

/**
 * Reads EGRESS_ALLOW: `http://ollama:11434,10.2.0.0/16:443,*.rds.amazonaws.com:5432,public:993`. @throws AppError UNAVAILABLE
 */
export function parseAllowList(text: string): AllowRule[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .flatMap(parseEntry)
}

/** The usual ports of model servers on this computer, but never Patchbay's own. */
export function localModelRules(ownPort: number): AllowRule[] {
  const ports = LOCAL_MODEL_PORTS.filter((port) => port !== ownPort)
  return ports.flatMap((port) => THIS_COMPUTER.flatMap((host) => parseEntry(`http://${host}:${port}`)))
}

/** The operator's permissions for one destination. */
export interface Permits {
  host: string
  port: number
  /** Only those for this scheme and port. */
  rules: readonly AllowRule[]
  /** On shell, mail and database ports even a public address needs a rule. */
  mustBeNamed: boolean
}

export function permitsFor(rules: readonly AllowRule[], to: Destination): Permits {
  const matching = rules.filter((rule) => rule.port === to.port && (rule.scheme === null || rule.scheme === to.scheme))
  return { host: to.host, port: to.port, rules: matching, mustBeNamed: FORBIDDEN_PORTS.has(to.port) }
}

const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
])

function parseEntry(entry: string): AllowRule[] {
  const match = ENTRY.exec(entry)
  const scheme = match?.[1]?.toLowerCase()
  const port = Number(match?.[3] ?? DEFAULT_PORTS.get(scheme ?? ''))
  const name = match?.[2]?.toLowerCase()
  if (!name || !(port >= 1 && port <= 65_535)) throw invalidEntry(entry)
  const rule: Pick<AllowRule, 'scheme' | 'port'> = {
    scheme: scheme === 'http' || scheme === 'https' ? scheme : null,
    port,
  }
  const target = parseTarget(name.replace(/[[\]]/g, ''), entry)
  // A name such as localhost resolves to both loopback addresses, and one forbidden address blocks the name.
  const isLoopback = 'range' in target && target.range[0].toString() === '127.0.0.1'
  return isLoopback
    ? [
        { ...rule, target },
        { ...rule, target: { range: [ipaddr.parse('::1'), 128] } },
      ]
    : [{ ...rule, target }]
}

function parseTarget(name: string, entry: string): AllowRule['target'] {
  if (name === 'public') return { isPublic: true }
  if (name.startsWith('*.')) {
    if (name.includes('/')) throw invalidEntry(entry)
    return { suffix: name.slice(1) }
  }
  if (ipaddr.isValidCIDR(name)) return { range: ipaddr.parseCIDR(name) }
  if (name.includes('/')) throw invalidEntry(entry)
  if (/^[\d.]+$/.test(name) && !ipaddr.IPv4.isValidFourPartDecimal(name)) throw invalidEntry(entry)
  if (ipaddr.isValid(name)) {
    const address = ipaddr.process(name)
    return { range: [address, address.kind() === 'ipv4' ? 32 : 128] }
  }
  if (name.includes(':')) throw invalidEntry(entry)
  return { host: name }
}

function invalidEntry(entry: string): AppError {
  return new AppError('UNAVAILABLE', problem('server.egressAllowInvalid', { entry }))
}
