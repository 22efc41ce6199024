import { driveRun } from '@/components/runs/chat/drive-run'
import { toast } from '@/components/ui/toast'
import { request, send } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import type { BodyInputOf } from '@/lib/contracts/contract'
import { planRunPart, startRunPart } from '@/lib/contracts/runs'
import type { JsonObject } from '@/lib/core/json'
import type { PartKind } from '@/lib/graph/partial/plan-part'
import { prepareRun } from '../dock/prepare-run'
import type { Editor } from '../state/editor-context'

/** Starts a partial run of the draft. Asks for confirmation if results are missing or outdated. */
export async function confirmAndRun(editor: Editor, kind: PartKind, nodeId: string): Promise<void> {
  const { appId, run, ui } = editor
  if (run.getState().isActive) return
  if ((await prepareRun(editor)) === null) return
  try {
    const plan = await request(planRunPart, { params: { appId }, body: { kind, nodeId } })
    // Inside a container a node has one result per item, so the whole container runs after confirmation.
    const isInside = plan.nodeId !== nodeId
    const lacksResults = plan.missing.length > 0 || plan.outdated.length > 0
    const needsConfirmation = isInside || lacksResults || plan.needsInputs
    if (needsConfirmation) ui.getState().set({ pendingPart: { kind, nodeId, plan } })
    else await runPart(editor, { kind, nodeId: plan.nodeId })
  } catch (error) {
    toast.error(error instanceof Error ? error.message : t('common.errorUnknown'))
  }
}

type PartBody = Omit<BodyInputOf<typeof startRunPart>, 'inputs'> & { inputs?: JsonObject }

/** Starts a partial run of the saved draft, and reports why it could not start. */
export async function runPart(editor: Editor, body: PartBody): Promise<void> {
  const { appId, run } = editor
  const answerNodes = await prepareRun(editor)
  if (answerNodes === null) return
  await driveRun(run, {
    message: null,
    inputs: body.inputs ?? run.getState().runs.at(-1)?.inputs ?? {},
    answerNodes,
    part: { kind: body.kind, nodeId: body.nodeId },
    begin: (signal) => send(startRunPart, { params: { appId }, body, signal }),
  })
  const failure = run.getState().runs.at(-1)?.failure
  if (failure) toast.error(failure.message)
}
