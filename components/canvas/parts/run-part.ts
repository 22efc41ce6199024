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

/** Runs a part of what is drawn; asks first where something is missing or older than the drawing. */
export async function askAndRun(editor: Editor, kind: PartKind, nodeId: string): Promise<void> {
  const { appId, run, ui } = editor
  if (run.getState().isActive) return
  if ((await prepareRun(editor)) === null) return
  try {
    const plan = await request(planRunPart, { params: { appId }, body: { kind, nodeId } })
    // Inside of a container a step has one result an item: it runs with its container, which is said before.
    const isInside = plan.nodeId !== nodeId
    const needsWord = isInside || plan.missing.length > 0 || plan.outdated.length > 0 || plan.needsInputs
    if (needsWord) ui.getState().set({ askedPart: { kind, nodeId, plan } })
    else await runPart(editor, { kind, nodeId: plan.nodeId })
  } catch (error) {
    toast.error(error instanceof Error ? error.message : t('common.errorUnknown'))
  }
}

type PartBody = Omit<BodyInputOf<typeof startRunPart>, 'inputs'> & { inputs?: JsonObject }

/** Runs a part of the saved draft, and says so when it could not begin. */
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
