import { useCallback } from 'react'
import { startForm } from '@/components/runs/chat/input-fields'
import { toast } from '@/components/ui/toast'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { readSampleInputs } from '@/lib/contracts/event-triggers'
import { inputDrafts } from '../dock/input-drafts'
import { useStartRun } from '../dock/use-start-run'
import { useEditor } from '../state/editor-context'

/** Opens the run panel with the sample event of a trigger, and runs the draft with it. */
export function useSampleRun(): (triggerId: string) => Promise<void> {
  const { manifests, store, ui } = useEditor()
  const { start } = useStartRun()
  return useCallback(
    async (triggerId) => {
      try {
        const { inputs } = await request(readSampleInputs, { params: { triggerId } })
        const first = store.getState().graph.nodes.find((node) => manifests(node.type)?.role === 'start')
        const drafts = inputDrafts(inputs)
        const isChat = startForm(first?.config ?? {}).kind === 'chat'
        const { inputsVersion, openDock, set } = ui.getState()
        // A chat shows the message as a turn; the values of a form stay in it.
        set({ ...(isChat ? {} : { formDrafts: drafts.formDrafts }), inputsVersion: inputsVersion + 1 })
        openDock('run')
        start(inputs, isChat ? drafts.message : null)
      } catch (error) {
        toast.error(error instanceof Error ? error.message : t('common.errorUnknown'))
      }
    },
    [manifests, store, ui, start],
  )
}
