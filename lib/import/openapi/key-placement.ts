import type { JsonObject } from '@/lib/core/json'
import type { Placement } from '@/lib/plugins/connection-kinds'
import { textOf } from './json-parts'

/** Where a request contains the key of a security scheme; null if it cannot be sent. */
export function keyPlacement(scheme: JsonObject): Placement | null {
  const name = textOf(scheme.name)
  if (name === '' || name.length > 100 || /[\s\p{Cc};=]/u.test(name)) return null
  switch (scheme.in) {
    case 'header':
      return { in: 'header', name }
    case 'query':
      return { in: 'query', name }
    case 'cookie':
      return { in: 'header', name: 'cookie', prefix: `${name}=` }
    default:
      return null
  }
}
