import 'server-only'
import { defaultBaseUrl } from '@/lib/providers/connection-settings'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { regionOf } from '@/lib/providers/region-of'
import { hostOf } from '@/lib/providers/wires/http/get-json'
import type { ConnectionRow } from '../connections/connection-row'

type Place = Pick<ConnectionRow, 'provider' | 'baseUrl' | 'fields'>

/** Host that receives a connection's data, as in the ledger; empty if it has no address. */
export function connectionHost({ provider, baseUrl, fields }: Place): string {
  const manifest = manifestOf(provider)
  return hostOf(baseUrl ?? (manifest ? defaultBaseUrl(manifest, fields) : null) ?? '')
}

/** The region declared by the connection. */
export const connectionRegion = (place: Place): string | null => regionOf(place)
