import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { triggers } from '@/lib/db/schema/automations'
import { problem } from '@/lib/messages/problems/problem'
import { loadTrigger } from '@/lib/plugins/events/load-events'
import type { TriggerDefinition } from '@/lib/plugins/events/trigger'
import type { PluginManifest } from '@/lib/plugins/manifest-types'
import { pluginManifestOf } from '@/lib/plugins/manifests.gen'

export type TriggerRow = typeof triggers.$inferSelect

export interface OpenedTrigger {
  plugin: PluginManifest
  definition: TriggerDefinition
}

/** The service and the event of a trigger. @throws NOT_FOUND when this installation does not have them */
export async function openTrigger({ plugin, event }: Pick<TriggerRow, 'plugin' | 'event'>): Promise<OpenedTrigger> {
  const manifest = pluginManifestOf(plugin ?? '')
  const definition = await loadTrigger(plugin ?? '', event ?? '')
  if (!manifest || !definition) throw new AppError('NOT_FOUND', problem('triggers.unknown'))
  return { plugin: manifest, definition }
}
