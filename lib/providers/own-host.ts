import 'server-only'
import { isOwnHardware } from '@/lib/catalog/catalog'
import { isPrivateHost } from '@/lib/egress/is-private-host'
import { manifestOf } from './manifests.gen'
import type { ProviderManifest } from './provider-manifest'

const PLACE = /\\\{[a-zA-Z]+\\\}/g

/**
 * Whether this is the service's own host, according to its manifest. For a custom base URL the
 * provider is only a claim, so the destination and use of data are unknown. Self-hosted servers,
 * and services without an address of their own, only count at private hosts.
 */
export function isOwnHost(provider: string, host: string): boolean {
  if (isOwnHardware(provider)) return isOwnMachine(provider, host)
  const manifest = manifestOf(provider)
  if (!manifest) return false
  const addresses = addressesOf(manifest)
  if (addresses.some((address) => patternOf(address).test(host))) return true
  return addresses.length === 0 && (isPrivateHost(host) || isRecognized(manifest, host))
}

/** Whether calls run on one's own hardware and cost nothing: requires both the server type and a private host. */
export function isOwnMachine(provider: string, host: string): boolean {
  if (!isOwnHardware(provider)) return false
  return host === '' ? provider === 'builtin' : isPrivateHost(host)
}

function addressesOf({ baseUrl, fields = [] }: ProviderManifest): string[] {
  const selected = fields.flatMap(({ options = [] }) => options.flatMap((option) => option.baseUrl ?? []))
  return [...(baseUrl.default === null ? [] : [baseUrl.default]), ...selected]
}

/** A field represents a single label of the host name. */
function patternOf(address: string): RegExp {
  const host = address.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  const escaped = host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(PLACE, '[a-z0-9-]+')}$`, 'i')
}

/**
 * Services with customer-specific hosts are recognized by their suffix; a pattern that matches
 * everything recognizes nothing.
 */
function isRecognized({ recognises }: ProviderManifest, host: string): boolean {
  const pattern = new RegExp(recognises?.address ?? '(?!)', 'i')
  return pattern.test(`https://${host}/`) && !pattern.test('https://anybody.example/')
}
