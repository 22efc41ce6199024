import 'server-only'
import type { FineTuneService } from '@/lib/models/fine-tuning/fine-tune-service'
import { openFineTuning } from '@/lib/models/fine-tuning/open-fine-tuning'
import { providerConnection } from '@/lib/models/provider-connection'
import { regionOf } from '@/lib/providers/region-of'
import { hostOf } from '@/lib/providers/wires/http/get-json'
import { resolveConnection } from '../connections/resolve-connection'
import { checkCall } from '../governance/check-call'
import { workspaceEgress } from '../governance/workspace-egress'
import type { System } from '../system'
import type { TrainingJobRow } from './job-progress'

/** Where a training's examples are sent, as in the ledger. */
export interface FineTuneDestination {
  provider: string
  host: string
}

export interface OpenFineTune {
  client: FineTuneService
  destination: FineTuneDestination
}

/**
 * The fine-tuning API of a connection, through the workspace's egress.
 * @throws CREDENTIAL_MISSING, or FORBIDDEN if the workspace's policy forbids the model
 */
export async function openFineTune(
  system: System,
  { workspaceId, connectionId, baseModel }: Pick<TrainingJobRow, 'workspaceId' | 'connectionId' | 'baseModel'>,
): Promise<OpenFineTune> {
  const ctx = { db: system.db, system, workspace: { id: workspaceId, name: '' } }
  const resolved = await resolveConnection(ctx, connectionId ?? '')
  const {
    provider,
    client: service,
    connection,
  } = await providerConnection(resolved, workspaceEgress(system.db, workspaceId, 'models'))
  const host = hostOf(connection.baseUrl)
  await checkCall(system.db, workspaceId, {
    provider,
    model: baseModel ?? '',
    host,
    region: regionOf({ provider, ...connection }),
  })
  const { baseUrl, apiKey, fetch } = service.open?.(connection) ?? connection
  const headers: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }
  return {
    client: openFineTuning(provider, { baseUrl, headers, fetch }, connection.fields),
    destination: { provider, host },
  }
}
