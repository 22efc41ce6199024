import { defaultBaseUrl } from './connection-settings'
import { manifestOf } from './manifests.gen'
import { hostOf } from './wires/http/get-json'

interface Place {
  provider: string
  /** Where calls go: written by a person, or made of the fields. */
  baseUrl: string | null
  fields: Readonly<Record<string, string>>
}

/**
 * Where a connection says that its data is worked on. Its form asked for the region to make the address of it, so an
 * address that a person wrote instead takes the word away from it: then nobody knows.
 */
export function regionOf({ provider, baseUrl, fields }: Place): string | null {
  const region = fields.region ?? fields.location ?? null
  const manifest = manifestOf(provider)
  if (region === null || !manifest) return null
  const made = defaultBaseUrl(manifest, fields)
  return made !== null && (baseUrl === null || hostOf(baseUrl) === hostOf(made)) ? region : null
}
