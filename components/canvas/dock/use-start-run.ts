'use client'
import { useMemo } from 'react'
import { preloadMarkdown } from '@/components/chat/markdown'
import { historyOf } from '@/components/runs/chat/answer-of'
import { attachedInputs } from '@/components/runs/chat/attached-inputs'
import { driveRun, stopRun } from '@/components/runs/chat/drive-run'
import type { RunFile } from '@/components/runs/chat/run-file-store'
import type { RunRecord } from '@/components/runs/run-store'
import { toast } from '@/components/ui/toast'
import { send } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { rerunRun, startRun } from '@/lib/contracts/runs'
import type { JsonObject } from '@/lib/core/json'
import { useEditor } from '../state/editor-context'
import { prepareRun } from './prepare-run'

export interface RunControl {
  /** Resolves to whether the run started, without waiting for its end. */
  send: (message: string, files: readonly RunFile[]) => Promise<boolean>
  /** Runs with these inputs unchanged. `message` is the chat message, null for a form. */
  start: (inputs: JsonObject, message?: string | null) => void
  /** Reruns based on the results of an earlier run. Without a step, it restarts at the step that failed. */
  rerun: (record: RunRecord, from?: { nodeId?: string; useDraft?: boolean }) => void
  stop: () => void
}

/** Starts a run of the draft after it was checked and saved. */
export function useStartRun(): RunControl {
  const editor = useEditor()
  return useMemo(() => {
    const { appId, run } = editor
    async function begin(message: string | null, inputs: JsonObject): Promise<boolean> {
      const answerNodes = run.getState().isActive ? null : await prepareRun(editor)
      if (answerNodes === null) return false
      preloadMarkdown()
      const { runs, thread } = run.getState()
      const history = message === null ? [] : historyOf(runs)
      void driveRun(run, {
        message,
        inputs,
        answerNodes,
        begin: (signal) =>
          send(startRun, { params: { appId }, body: { inputs, history, thread, usePins: true }, signal }),
      })
      return true
    }
    async function rerun(
      record: RunRecord,
      { nodeId = null, useDraft = false }: { nodeId?: string | null; useDraft?: boolean },
    ) {
      const { runId, message, inputs } = record
      if (runId === null || run.getState().isActive) return
      const answerNodes = useDraft ? await prepareRun(editor) : record.answerNodes
      if (answerNodes === null) return
      await driveRun(run, {
        message,
        inputs,
        answerNodes,
        source: { runId, nodeId: nodeId ?? record.run.error?.nodeId ?? null },
        begin: (signal) => send(rerunRun, { params: { runId }, body: { fromNodeId: nodeId, useDraft }, signal }),
      })
    }
    return {
      send: (message, files) => begin(message, { message, ...attachedInputs(files, run.getState().runs) }),
      start: (inputs, message = null) => void begin(message, inputs),
      rerun: (record, from = {}) => void rerun(record, from),
      stop: () =>
        void stopRun(run).catch((error: unknown) =>
          toast.error(error instanceof Error ? error.message : t('common.errorUnknown')),
        ),
    }
  }, [editor])
}
