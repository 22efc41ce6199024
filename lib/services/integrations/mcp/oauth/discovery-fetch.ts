import 'server-only'
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { Database } from '@/lib/db/database'
import { checkEgress } from '@/lib/egress/egress-fetch'
import { readLocalAddresses } from '../../../governance/read-local-addresses'
import { workspaceEgress } from '../../../governance/workspace-egress'

const TIMEOUT_MS = 20_000

/**
 * Requests for metadata and registrations, at addresses that an MCP server names. They go through the workspace's
 * egress, are encrypted unless the operator allows the address, and follow no redirects.
 */
export function discoveryFetch(db: Database, workspaceId: string, signal: AbortSignal): FetchLike {
  return async (url, init) => {
    await checkPageAddress(db, String(url))
    return workspaceEgress(db, workspaceId)(url, {
      ...init,
      signal: init?.signal ?? signal,
      redirect: 'manual',
      limits: { totalMs: TIMEOUT_MS },
    })
  }
}

/** Also checks pages that open in the person's browser: no script, file or plain HTTP. @throws EGRESS_BLOCKED */
export async function checkPageAddress(db: Database, url: string): Promise<void> {
  checkEgress(url, { onlyHttps: true, onlyHosts: null, localAddresses: await readLocalAddresses(db) })
}
