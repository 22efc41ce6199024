import 'server-only'
import type { EnginePorts } from '@/lib/engine/ports'
import { serverOfPlugin } from '@/lib/graph/api-prefix'
import type { ActionDefinition } from '@/lib/plugins/action'
import { actionOfData, manifestOfApi } from '@/lib/plugins/imported/action-of-data'
import { ApiActionData, ApiManifest } from '@/lib/plugins/imported/api-data'
import type { PluginManifest } from '@/lib/plugins/manifest-types'
import type { McpToolRef } from './mcp-tool-ref'

interface OpenedApiAction {
  plugin: PluginManifest
  action: ActionDefinition
  /** Absent for an operation of an imported API. */
  mcpTool?: McpToolRef
}

/** An operation of an imported API in the version that the node selected; null if it does not exist. */
export async function openApiAction(
  { customApis }: Pick<EnginePorts, 'customApis'>,
  request: { plugin: string; action: string; version: number },
): Promise<OpenedApiAction | null> {
  const stored = await customApis.action(request)
  if (stored === null) return null
  const manifest = ApiManifest.parse(stored.manifest)
  const data = ApiActionData.parse(stored.action)
  const opened = { plugin: manifestOfApi(manifest), action: actionOfData(data, request.version) }
  const serverId = serverOfPlugin(request.plugin)
  return serverId === null ? opened : { ...opened, mcpTool: { serverId, name: data.operation } }
}
