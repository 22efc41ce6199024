'use client'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'

export interface VersionNoteProps {
  /** The version of the imported API that the step uses. */
  current: number
  /** In which the operation changed last; null: the current version of the API does not have it. */
  newest: number | null
  onUpdate: () => void
}

/** Offers a newer version of an imported API; nothing if the step uses the newest one. */
export function VersionNote({ current, newest, onUpdate }: VersionNoteProps) {
  if (newest !== null && newest <= current) return null
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-warning-soft px-3 py-2">
      <p className="min-w-40 flex-1 text-sm text-warning">
        {newest === null ? t('apis.removedAction', { current }) : t('apis.newVersion', { version: newest, current })}
      </p>
      {newest === null ? null : (
        <Button size="sm" onClick={onUpdate}>
          {t('apis.useNewVersion')}
        </Button>
      )}
    </div>
  )
}
