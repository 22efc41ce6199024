import { startForm } from '@/components/runs/chat/input-fields'
import { toast } from '@/components/ui/toast'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { readSampleInputs } from '@/lib/contracts/event-triggers'
import { inputDrafts } from '../dock/input-drafts'
import type { RunControl } from '../dock/use-start-run'
import type { Editor } from '../state/editor-context'

/** Opens the run panel with the sample event of a trigger, and runs the draft with it. Keeps the form if it cannot run. */
export async function runSample(
  { manifests, run, saver, store, ui }: Pick<Editor, 'manifests' | 'run' | 'saver' | 'store' | 'ui'>,
  start: RunControl['start'],
  triggerId: string,
): Promise<void> {
  const isBusy = () => {
    const { isActive } = run.getState()
    if (isActive) toast.error(t('automations.sampleWhileRunning'))
    return isActive
  }
  if (isBusy()) return
  try {
    // The server maps the event to the fields of the saved draft.
    if (!(await saver.flush())) {
      toast.error(t('runPanel.notSaved'))
      return
    }
    const { inputs } = await request(readSampleInputs, { params: { triggerId } })
    if (isBusy()) return
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
}
