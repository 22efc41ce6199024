'use client'
import { useState } from 'react'
import { downloadAppFile } from '@/components/app-file/download-app-file'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { VersionView } from '@/lib/contracts/versions'
import { useEditor } from '../state/editor-context'
import { type Comparison, ownChanges } from './comparison'
import { ForkDialog } from './fork-dialog'
import { RestoreDialog } from './restore-dialog'
import { SaveVersionDialog } from './save-version-dialog'
import { DraftRow, VersionRow } from './version-row'

export interface VersionListProps {
  versions: readonly VersionView[]
  comparison: Comparison | null
  onCompare: (comparison: Comparison) => void
}

type PendingAction = { what: 'save' } | { what: 'restore' | 'fork'; version: VersionView }

/** The draft and all versions, newest first. Selecting one shows its changes. */
export function VersionList({ versions, comparison, onCompare }: VersionListProps) {
  const [pending, setPending] = useState<PendingAction | null>(null)
  const { appId } = useEditor()
  const canEdit = useHasRole('editor')
  const show = (next: Comparison | null) => next && onCompare(next)
  const close = () => setPending(null)
  return (
    <section aria-label={t('versions.list')} className="flex min-h-0 flex-1 flex-col">
      {canEdit ? (
        <div className="border-b p-3">
          <Button icon="save" className="w-full" onClick={() => setPending({ what: 'save' })}>
            {t('versions.save')}
          </Button>
        </div>
      ) : null}
      <ul className="min-h-0 flex-1 divide-y overflow-y-auto">
        <DraftRow isShown={comparison?.to === 'draft'} onShow={() => show(ownChanges('draft', versions))} />
        {versions.map((version) => (
          <VersionRow
            key={version.id}
            version={version}
            isShown={comparison?.to === version.number}
            canEdit={canEdit}
            onShow={() => show(ownChanges(version.number, versions))}
            onCompareWithDraft={() => onCompare({ from: version.number, to: 'draft' })}
            onRestore={() => setPending({ what: 'restore', version })}
            onFork={() => setPending({ what: 'fork', version })}
            onExport={() => void downloadAppFile(appId, version.id)}
          />
        ))}
      </ul>
      {versions.length === 0 ? (
        <EmptyState compact icon="git-branch" title={t('versions.empty')} text={t('versions.emptyText')} />
      ) : null}
      {pending?.what === 'save' ? <SaveVersionDialog onClose={close} /> : null}
      {pending?.what === 'restore' ? <RestoreDialog version={pending.version} onClose={close} /> : null}
      {pending?.what === 'fork' ? <ForkDialog version={pending.version} onClose={close} /> : null}
    </section>
  )
}
