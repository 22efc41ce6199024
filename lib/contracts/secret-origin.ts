/**
 * The notation in which a secret names an origin that it may be sent to: `api.example.com` means HTTPS, and plain HTTP
 * is explicit (`http://api.example.com`) because the network can read it.
 */
export function secretOrigin({ protocol, host }: Pick<URL, 'protocol' | 'host'>): string {
  return protocol === 'https:' ? host : `${protocol}//${host}`
}

const WRITTEN = /^(?:https?:\/\/)?[a-z0-9.-]+(?::\d{1,5})?\/?$/

/** Parses an origin typed by a person. Returns null for anything else. */
export function readSecretOrigin(text: string): string | null {
  const written = text.trim().toLowerCase()
  const address = written.includes('://') ? written : `https://${written}`
  return WRITTEN.test(written) && URL.canParse(address) ? secretOrigin(new URL(address)) : null
}
