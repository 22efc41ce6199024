/** An IPv4 address that may identify a person: loopback and unspecified addresses do not. */
export function isPersonalIpv4(found: string): boolean {
  const parts = found.split('.')
  const hasLeadingZero = parts.some((part) => part.length > 1 && part.startsWith('0'))
  if (parts.length !== 4 || hasLeadingZero || parts.some((part) => Number(part) > 255)) return false
  return parts[0] !== '0' && parts[0] !== '127' && found !== '255.255.255.255'
}

/** Excludes times, hashes and C++ names: requires eight groups, or one `::` with at least three groups. */
export function isPersonalIpv6(found: string): boolean {
  const halves = found.split('::')
  if (halves.length > 2 || /^:[^:]|[^:]:$/.test(found)) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return false
  if (halves.length === 1) return groups.length === 8
  return groups.length >= 3 && groups.length <= 7 && /\d/.test(found)
}
