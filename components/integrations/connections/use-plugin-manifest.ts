'use client'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getApiPlugin } from '@/lib/contracts/custom-apis/plugins'
import { isApiPlugin } from '@/lib/graph/api-prefix'
import { manifestOfApi } from '@/lib/plugins/imported/action-of-data'
import type { PluginManifest } from '@/lib/plugins/manifest-types'
import { pluginManifestOf } from '@/lib/plugins/manifests.gen'

/** The manifest of a plugin or imported API; null for a custom service, undefined while it loads. */
export function usePluginManifest(plugin: string): PluginManifest | null | undefined {
  const isImported = isApiPlugin(plugin)
  const query = useContractQuery(getApiPlugin, { params: { apiPlugin: plugin }, enabled: isImported })
  if (!isImported) return pluginManifestOf(plugin) ?? null
  if (query.error) return null
  return query.data && connectable(manifestOfApi(query.data.manifest))
}

/** The plugin with only those connection kinds for which a person enters something. */
function connectable(manifest: PluginManifest): PluginManifest {
  return { ...manifest, connections: manifest.connections.filter(({ kind }) => kind !== 'none') }
}
