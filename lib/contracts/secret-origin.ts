/**
 * The form in which a secret names an origin that it may be sent to: `api.example.com` means https, and plain http is
 * explicit (`http://api.example.com`) because the network can read it.
 */
export function secretOrigin({ protocol, host }: Pick<URL, 'protocol' | 'host'>): string {
  return protocol === 'https:' ? host : `${protocol}//${host}`
}

const WRITTEN = /^(?:https?:\/\/)?[a-z0-9.-]+(?::\d{1,5})?\/?$/

/** The same from what a person typed; null: this is no origin. */
export function readSecretOrigin(text: string): string | null {
  const written = text.trim().toLowerCase()
  const address = written.includes('://') ? written : `https://${written}`
  return WRITTEN.test(written) && URL.canParse(address) ? secretOrigin(new URL(address)) : null
}
