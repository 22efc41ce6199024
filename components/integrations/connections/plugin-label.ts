import { t } from '@/lib/client/messages/t'
import { pluginManifestOf } from '@/lib/plugins/manifests.gen'

/** The service's own name; custom services have none. */
export function pluginLabel(plugin: string): string {
  return pluginManifestOf(plugin)?.label ?? (plugin === 'custom' ? t('connections.customService') : plugin)
}
