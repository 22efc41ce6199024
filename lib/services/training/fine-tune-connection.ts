import 'server-only'
import { findModel } from '@/lib/catalog/find-model'
import { FineTuneClient } from '@/lib/models/fine-tuning/fine-tune-client'
import { tidyBaseUrl } from '@/lib/models/provider-connection'
import { hostOf } from '@/lib/providers/get-json'
import { resolveConnection } from '../connections/resolve-connection'
import { checkModelCall, readModelPolicy } from '../governance/model-policy'
import { workspaceEgress } from '../governance/workspace-egress'
import type { System } from '../system'
import type { TrainingJobRow } from './job-progress'

export interface OpenFineTune {
  client: FineTuneClient
  settingsAs: 'method' | 'hyperparameters'
}

/**
 * The fine-tuning API behind a connection, by the workspace's own door to the network.
 * @throws CREDENTIAL_MISSING, or FORBIDDEN where the workspace's rules forbid the model
 */
export async function openFineTune(
  system: System,
  { workspaceId, connectionId, baseModel }: Pick<TrainingJobRow, 'workspaceId' | 'connectionId' | 'baseModel'>,
): Promise<OpenFineTune> {
  const ctx = { db: system.db, system, workspace: { id: workspaceId, name: '' } }
  const { provider, baseUrl, apiKey } = await resolveConnection(ctx, connectionId ?? '')
  await checkPolicy(system, { workspaceId, provider, model: baseModel ?? '', host: hostOf(baseUrl) })
  const isAzure = provider.startsWith('azure')
  const headers: Record<string, string> =
    apiKey === null ? {} : isAzure ? { 'api-key': apiKey } : { authorization: `Bearer ${apiKey}` }
  const client = new FineTuneClient({
    baseUrl: tidyBaseUrl(baseUrl),
    headers,
    fetch: workspaceEgress(system.db, workspaceId),
  })
  return { client, settingsAs: isAzure || provider === 'openai' ? 'method' : 'hyperparameters' }
}

async function checkPolicy(
  { db }: System,
  { workspaceId, ...call }: { workspaceId: string; provider: string; model: string; host: string },
): Promise<void> {
  const known = findModel(call.provider, call.model)
  checkModelCall(await readModelPolicy(db, workspaceId), {
    ...call,
    region: known?.regions ?? null,
    licence: known?.licence ?? null,
    dataUse: known?.dataUse?.policy ?? null,
  })
}
