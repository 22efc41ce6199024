import 'server-only'
import { isOwnHardware } from '@/lib/catalog/catalog'
import { isPrivateHost } from '@/lib/egress/is-private-host'
import { manifestOf } from './manifests.gen'
import type { ProviderManifest } from './provider-manifest'

const PLACE = /\\\{[a-zA-Z]+\\\}/g

/**
 * Whether a service itself answers there, as its manifest knows it. Where a person wrote another address, only the form
 * says whose it is: then nobody knows where the data goes and what becomes of it. Servers that anybody may run, and
 * services without an address of their own, are themselves at a private host only.
 */
export function isOwnHost(provider: string, host: string): boolean {
  if (isOwnHardware(provider)) return isOwnMachine(provider, host)
  const manifest = manifestOf(provider)
  if (!manifest) return false
  const own = addressesOf(manifest)
  if (own.some((address) => patternOf(address).test(host))) return true
  return own.length === 0 && (isPrivateHost(host) || isRecognised(manifest, host))
}

/** Whether calls run on a machine of one's own, so that nobody sends a bill: the server's kind and the host both say it. */
export function isOwnMachine(provider: string, host: string): boolean {
  if (!isOwnHardware(provider)) return false
  return host === '' ? provider === 'builtin' : isPrivateHost(host)
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

/** Services that give each customer an address are told by its end; a pattern that fits anything tells nothing. */
function isRecognised({ recognises }: ProviderManifest, host: string): boolean {
  const pattern = new RegExp(recognises?.address ?? '(?!)', 'i')
  return pattern.test(`https://${host}/`) && !pattern.test('https://anybody.example/')
}
