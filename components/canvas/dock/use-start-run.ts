'use client'
import { useMemo } from 'react'
import { historyOf } from '@/components/runs/answer-of'
import { driveRun, stopRun } from '@/components/runs/drive-run'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import { answerStreams } from '@/lib/graph/answer-streams'
import { compile } from '@/lib/graph/compile'
import { useEditor } from '../state/editor-context'

export interface RunControl {
  send: (message: string) => void
  start: (inputs: JsonObject) => void
  stop: () => void
}

/** Starts a run of what is drawn: first it must be free of errors and saved. */
export function useStartRun(): RunControl {
  const { appId, store, ui, run, saver, manifests } = useEditor()
  return useMemo(() => {
    async function begin(message: string | null, inputs: JsonObject) {
      if (run.getState().isActive) return
      const { graph, setIssues } = store.getState()
      const compiled = compile({ graph, manifests })
      if (!compiled.ok) {
        setIssues(compiled.issues)
        ui.getState().openDock('problems')
        toast.error(t('runPanel.solveProblems'))
        return
      }
      // The server runs the saved draft.
      if (!(await saver.flush())) {
        toast.error(t('runPanel.notSaved'))
        return
      }
      const { plan } = compiled
      const answerNodes = answerStreams(plan)
        .flatMap(({ sources }) => sources)
        .flatMap(({ step }) => plan.nodes[step]?.id ?? [])
      const history = message === null ? [] : historyOf(run.getState().runs)
      await driveRun(run, { appId, message, inputs, history, answerNodes })
    }
    return {
      send: (message) => void begin(message, { message }),
      start: (inputs) => void begin(null, inputs),
      stop: () =>
        void stopRun(run).catch((error: unknown) =>
          toast.error(error instanceof Error ? error.message : t('common.errorUnknown')),
        ),
    }
  }, [appId, store, ui, run, saver, manifests])
}
