'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { toast } from '@/components/ui/toast'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { allOf } from '@/lib/client/queries/query-keys'
import { getVersion, listVersions, saveVersion, type VersionView } from '@/lib/contracts/versions'
import { type Editor, useEditor } from '../state/editor-context'

/** Restores a version as one history step. The current draft is saved as a version first. */
export function RestoreDialog({ version, onClose }: { version: VersionView; onClose: () => void }) {
  const editor = useEditor()
  const client = useQueryClient()
  const [, setComparison] = useUrlState('versions')
  const [, setChange] = useUrlState('change')
  const [busy, setBusy] = useState(false)
  async function restore() {
    setBusy(true)
    try {
      const undo = await restoreVersion(editor, version)
      await client.invalidateQueries({ queryKey: allOf(listVersions) })
      onClose()
      setChange('')
      setComparison('')
      toast.success(t('versions.restored', { number: version.number }), {
        action: { label: t('common.undo'), onClick: undo },
      })
    } catch (error) {
      toast.error(error instanceof Error ? error.message : t('common.errorUnknown'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('versions.restoreTitle', { number: version.number })}
      description={t('versions.restoreText')}
      confirmLabel={t('versions.restore')}
      tone="primary"
      busy={busy}
      onConfirm={() => void restore()}
    />
  )
}

/** @returns an undo function that works until the graph changes */
async function restoreVersion({ appId, saver, store }: Editor, { id, number }: VersionView): Promise<() => void> {
  if (!(await saver.flush())) throw new Error(t('versions.unsaved'))
  const note = t('versions.restoreNote', { number })
  await request(saveVersion, { params: { appId }, body: { note, revision: saver.revision(), cause: 'restore' } })
  const { graph } = await request(getVersion, { params: { appId, versionId: id } })
  const step = { kind: 'restore', count: 1, label: String(number) } as const
  store.getState().commit(graph, { step, isWhole: true })
  return () => {
    if (store.getState().graph === graph) store.getState().undo()
  }
}
