import 'server-only'
import type { CustomService } from '@/lib/contracts/integrations/custom-service'
import { AppError } from '@/lib/core/app-error'
import { isApiPlugin } from '@/lib/graph/api-prefix'
import { problem } from '@/lib/messages/problems/problem'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import type { ApiManifest } from '@/lib/plugins/imported/api-data'
import { pluginHosts } from '@/lib/plugins/plugin-hosts'
import type { ServiceContext } from '../context'
import { findApiByPlugin, getVersionRow } from '../custom-apis/api-rows'

export interface ApiService {
  manifest: ApiManifest
  kind: ConnectionKind
}

/** Authentication of an imported API's current version. @returns null for other plugins, or if it lacks this kind */
export async function findApiService(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  { plugin, kind: kindId }: { plugin: string; kind: string },
): Promise<ApiService | null> {
  if (!isApiPlugin(plugin)) return null
  const api = await findApiByPlugin(ctx, plugin)
  if (!api) return null
  const { manifest } = await getVersionRow(ctx, api)
  const kind = manifest.connections.find(({ id }) => id === kindId)
  return kind ? { manifest, kind } : null
}

/**
 * Describes the service of an imported API. It is stored with a connection when the credentials are entered, so that a
 * later version of the API cannot send them to another address. @throws INVALID_INPUT
 */
export function serviceOfApi({ manifest, kind }: ApiService, fields: Readonly<Record<string, string>>): CustomService {
  if (kind.kind === 'none') throw new AppError('INVALID_INPUT', problem('integrations.serviceUnknown'))
  const scheme = manifest.baseUrl.startsWith('http://') ? 'http://' : ''
  return { kind, hosts: pluginHosts(manifest, fields).map((host) => `${scheme}${host}`), testUrl: null }
}
