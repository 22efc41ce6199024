import { t } from '@/lib/client/messages/t'
import { isApiPlugin } from '@/lib/graph/api-prefix'
import { pluginManifestOf } from '@/lib/plugins/manifests.gen'

/** The service's own name; custom services have none, and imported APIs are named by the hosts beside it. */
export function pluginLabel(plugin: string): string {
  if (plugin === 'custom') return t('connections.customService')
  return pluginManifestOf(plugin)?.label ?? (isApiPlugin(plugin) ? t('apis.title') : plugin)
}
