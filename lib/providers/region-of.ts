import { defaultBaseUrl } from './connection-settings'
import { manifestOf } from './manifests.gen'
import { hostOf } from './wires/http/get-json'

interface Place {
  provider: string
  /** Custom, or derived from the fields. */
  baseUrl: string | null
  fields: Readonly<Record<string, string>>
}

/**
 * The processing region of a connection. It was entered to derive the address, so for a custom
 * address it is meaningless and the region unknown.
 */
export function regionOf({ provider, baseUrl, fields }: Place): string | null {
  const region = fields.region ?? fields.location ?? null
  const manifest = manifestOf(provider)
  if (region === null || !manifest) return null
  const url = defaultBaseUrl(manifest, fields)
  return url !== null && (baseUrl === null || hostOf(baseUrl) === hostOf(url)) ? region : null
}
