import { defaultBaseUrl, fieldsOf } from './connection-settings'
import { manifests } from './manifests.gen'
import type { ProviderManifest } from './provider-manifest'

export interface Recognized {
  manifest: ProviderManifest
  /** Fields derived from the pasted text. */
  apiKey?: string
  baseUrl?: string
  fields?: Record<string, string>
}

const MAX_CHARACTERS = 20_000

/** The services whose key or address this text may be, most certain first; none for search terms. */
export function recognize(pasted: string, all: readonly ProviderManifest[] = Object.values(manifests)): Recognized[] {
  const text = pasted.trim()
  if (text === '' || text.length > MAX_CHARACTERS) return []
  const found =
    URL.canParse(text) && /^https?:/.test(text)
      ? all.flatMap((manifest) => byAddress(text, manifest))
      : all.flatMap((manifest) => byKey(text, manifest))
  // A longer pattern is more specific: `sk-ant-` comes before `sk-`, a service's own host before
  // any address.
  return found.toSorted((a, b) => b.weight - a.weight).map(({ recognised }) => recognised)
}

function byKey(text: string, manifest: ProviderManifest) {
  const pattern = manifest.recognises?.key
  if (pattern === undefined || !new RegExp(pattern).test(text)) return []
  return [{ weight: pattern.length, recognised: { manifest, apiKey: text } }]
}

function byAddress(text: string, manifest: ProviderManifest) {
  const pattern = manifest.recognises?.address
  const match = pattern === undefined ? null : new RegExp(pattern).exec(text)
  if (pattern === undefined || match === null) return []
  const values = { ...Object.fromEntries(Object.entries(match.groups ?? {}).filter(([, value]) => value)) }
  const fields = { ...values, ...optionFor(text, manifest, values) }
  const isOwn = defaultBaseUrl(manifest, fields)?.startsWith(new URL(text).origin) ?? false
  return [{ weight: pattern.length, recognised: { manifest, fields, ...(isOwn ? {} : { baseUrl: text }) } }]
}

/** The option with this address, such as a region. */
function optionFor(text: string, manifest: ProviderManifest, fields: Record<string, string>): Record<string, string> {
  for (const { name, options = [] } of fieldsOf(manifest, fields)) {
    if (!options.some(({ baseUrl }) => baseUrl !== undefined)) continue
    for (const { value } of options) {
      const address = defaultBaseUrl(manifest, { ...fields, [name]: value })
      if (address?.startsWith(new URL(text).origin)) return { [name]: value }
    }
  }
  return {}
}
