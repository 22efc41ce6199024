'use client'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { isApiPlugin } from '@/lib/graph/api-prefix'
import type { ActionSummary, PluginSummary } from '@/lib/plugins/catalog-types'

export interface VersionNoteProps {
  plugin: PluginSummary
  /** Undefined if the current version of the API does not have the operation. */
  summary: ActionSummary | undefined
  /** The version of the imported API that the step uses. */
  current: number
  onUpdate: (newest: ActionSummary) => void
}

/** Offers a newer version of an imported API; nothing if the step uses the newest one. */
export function VersionNote({ plugin, summary, current, onUpdate }: VersionNoteProps) {
  if (!isApiPlugin(plugin.id) || (summary && summary.version <= current)) return null
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-warning-soft px-3 py-2">
      <p className="min-w-40 flex-1 text-sm text-warning">
        {summary ? t('apis.newVersion', { version: summary.version, current }) : t('apis.removedAction', { current })}
      </p>
      {summary ? (
        <Button size="sm" onClick={() => onUpdate(summary)}>
          {t('apis.useNewVersion')}
        </Button>
      ) : null}
    </div>
  )
}
