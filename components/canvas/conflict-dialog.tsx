'use client'
import { useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { getApp } from '@/lib/contracts/apps'
import { migrateGraph } from '@/lib/graph/format/migrate-graph'
import { useEditor, useEditorState } from './state/editor-context'

/** Shown when the app was saved elsewhere since this canvas was opened. No change is discarded without confirmation. */
export function ConflictDialog() {
  const { appId, save, saver, store, manifests } = useEditor()
  const isConflict = useStore(save, (state) => state.status === 'conflict')
  // If the dialog is dismissed, it reappears with the next change. Nothing is saved in between.
  const graph = useEditorState((state) => state.graph)
  const [closedFor, setClosedFor] = useState<object | null>(null)
  const [busy, setBusy] = useState<'mine' | 'theirs' | null>(null)
  async function resolve(choice: 'mine' | 'theirs') {
    setBusy(choice)
    try {
      const fresh = await request(getApp, { params: { appId } })
      if (choice === 'theirs') {
        const theirs = migrateGraph(fresh.graph, manifests)
        store.getState().replace(theirs)
        await saver.resolve(fresh.revision, false, theirs)
      } else {
        await saver.resolve(fresh.revision, true, store.getState().graph)
      }
    } catch (error) {
      toast.error(error instanceof Error ? error.message : t('common.errorUnknown'))
    } finally {
      setBusy(null)
    }
  }
  return (
    <Dialog open={isConflict && closedFor !== graph} onOpenChange={(open) => !open && setClosedFor(graph)}>
      <DialogContent
        title={t('canvas.conflictTitle')}
        description={t('canvas.conflictText')}
        onInteractOutside={(event) => event.preventDefault()}
        footer={
          <>
            <Button busy={busy === 'theirs'} disabled={busy !== null} onClick={() => void resolve('theirs')}>
              {t('canvas.loadTheirs')}
            </Button>
            <Button
              variant="primary"
              busy={busy === 'mine'}
              disabled={busy !== null}
              onClick={() => void resolve('mine')}
            >
              {t('canvas.keepMine')}
            </Button>
          </>
        }
      >
        <ul className="flex list-disc flex-col gap-1 pl-5 text-muted text-sm">
          <li>{t('canvas.loadTheirsHint')}</li>
          <li>{t('canvas.keepMineHint')}</li>
        </ul>
      </DialogContent>
    </Dialog>
  )
}
