'use client'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { answerOf } from '@/components/runs/chat/answer-of'
import type { RunStoreState } from '@/components/runs/run-store'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { t } from '@/lib/client/messages/t'
import { useEditor, useUi } from '../state/editor-context'

/** Announces events away from the focus to screen readers: runs, and edits made from lists. */
export function Announcer() {
  const { text, number } = useUi((state) => state.announcement)
  useRunAnnouncements()
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {/* Keyed, so that a repeated message is announced again. */}
      <span key={number}>{text}</span>
    </div>
  )
}

function useRunAnnouncements(): void {
  const { run, ui } = useEditor()
  const state = useStore(run, phaseOf)
  const previousState = useRef(state)
  useEffect(() => {
    if (previousState.current === state) return
    previousState.current = state
    const text = textOf(state, run.getState())
    if (text !== null) ui.getState().announce(text)
  }, [state, run, ui])
}

/** The phase of the latest run. A run passes through only a few phases, however many events it has. */
function phaseOf({ runs, isActive }: RunStoreState): string {
  const newest = runs.at(-1)
  if (!newest) return 'none'
  const endStatus = newest.failure ? 'failed' : newest.run.status
  return `${newest.key} ${isActive ? 'active' : endStatus}`
}

function textOf(phase: string, { runs }: RunStoreState): string | null {
  const newest = runs.at(-1)
  if (!newest) return null
  const status = phase.slice(newest.key.length + 1)
  if (status === 'active') return t('keyboard.runStarted')
  if (status === 'paused') return t('keyboard.runPaused')
  if (status === 'cancelled') return t('runPanel.stopped')
  const error = newest.failure ?? newest.run.error
  if (status === 'failed') return t('keyboard.runFailed', { reason: error ? localizeProblem(error) : '' })
  if (status !== 'done') return null
  const answer = answerOf(newest)
  return answer === '' ? t('keyboard.runDone') : t('keyboard.runAnswered', { answer })
}
