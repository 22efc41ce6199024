import { preload } from 'react-dom'
import { buildUrl } from '@/lib/client/http/build-url'
import type { Contract } from '@/lib/contracts/contract'

/**
 * For server components: the browser sends the queries while it loads the code of the page, instead of after it. The
 * page's own request for the same address takes the response, so the address must be the same.
 */
export function preloadQueries(...queries: readonly (Contract | readonly [Contract, query: object])[]): void {
  for (const entry of queries) {
    const [contract, query] = 'path' in entry ? [entry, {}] : entry
    preload(buildUrl(contract.path, {}, query), { as: 'fetch', crossOrigin: 'anonymous' })
  }
}
