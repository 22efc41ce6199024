'use client'
import { useStore } from 'zustand'
import type { RunStore } from '@/components/runs/run-store'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { openRun } from '../keyboard/focus-node-element'
import { dock } from '../lazy/parts'
import { useEditor } from '../state/editor-context'

/** Opens the run panel, or stops the run in progress. */
export function RunButton() {
  const editor = useEditor()
  const { run } = editor
  const isActive = useStore(run, (state) => state.isActive)
  if (isActive) {
    return (
      <Button icon="square" onClick={() => void stop(run).catch((error: Error) => toast.error(error.message))}>
        {t('runPanel.stop')}
      </Button>
    )
  }
  return (
    <Button
      icon="play"
      variant="accent"
      onPointerEnter={() => void dock.load().catch(() => null)}
      onClick={() => openRun(editor)}
    >
      {t('runPanel.title')}
    </Button>
  )
}

/** Loaded when a run is in progress. */
async function stop(run: RunStore): Promise<void> {
  const { stopRun } = await import('@/components/runs/chat/drive-run')
  await stopRun(run)
}
