import { isOwnHardware } from '@/lib/catalog/catalog'
import { manifestOf } from './manifests.gen'
import type { ProviderManifest } from './provider-manifest'

const PLACE = /\\\{[a-zA-Z]+\\\}/g

/**
 * Whether a service itself answers there, as its manifest knows it. Where a person wrote another address, only the form
 * says whose it is: then nobody knows where the data goes and what becomes of it. True for
 * services without an address, and for one's own machines.
 */
export function isOwnHost(provider: string, host: string): boolean {
  if (isOwnHardware(provider)) return true
  const manifest = manifestOf(provider)
  const own = manifest ? addressesOf(manifest) : []
  return own.length === 0 || own.some((address) => patternOf(address).test(host))
}

function addressesOf({ baseUrl, fields = [] }: ProviderManifest): string[] {
  const chosen = fields.flatMap(({ options = [] }) => options.flatMap((option) => option.baseUrl ?? []))
  return [...(baseUrl.default === null ? [] : [baseUrl.default]), ...chosen]
}

/** Fields stand for one label of the name (T42). */
function patternOf(address: string): RegExp {
  const host = address.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  const escaped = host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(PLACE, '[a-z0-9-]+')}$`, 'i')
}
