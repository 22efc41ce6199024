/** An entry of a host list: a name or address, optionally with a port, or `*.example.com` for subdomains. */
const ENTRY = /^(?:\*\.)?[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?(?::\d{1,5})?$|^\[[0-9a-f:.]+\](?::\d{1,5})?$/

/** Normalized like `new URL`: lower case, no scheme, no path. null if invalid. */
export function tidyHostEntry(text: string): string | null {
  const entry = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
  const bracketed = /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*$/.test(entry) ? `[${entry}]` : entry
  return bracketed.length <= 253 && ENTRY.test(bracketed) ? bracketed : null
}

/** @param host without brackets, lower case. @param port null if unknown: then entries with any port match */
export function isListedHost(entries: readonly string[], host: string, port: number | null): boolean {
  return entries.some((entry) => {
    const allowed = splitHost(entry.toLowerCase())
    if (allowed.port !== null && port !== null && allowed.port !== port) return false
    // Includes the dot, so that evil-example.com does not match example.com.
    return allowed.host.startsWith('*.') ? host.endsWith(allowed.host.slice(1)) : host === allowed.host
  })
}

/** Parses `host`, `host:port`, `[::1]:port` and a bare IPv6 address. */
export function splitHost(text: string): { host: string; port: number | null } {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text)
  if (!match) return { host: text, port: null }
  return { host: match[1] ?? match[2] ?? text, port: match[3] === undefined ? null : Number(match[3]) }
}
