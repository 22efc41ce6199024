import 'server-only'
import type { CheckItem } from '@/lib/catalog/checks/check-item'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { workspaceModels } from '@/lib/services/gateway/workspace-models'
import type { System } from '@/lib/services/system'

export interface CalledModel {
  workspaceId: string
  connection: string
  model: string
  /** Who started the check. */
  userId: string | null
}

export interface Answered {
  text: string
  outputTokens: number
  costMicros: number | null
  firstTokenMs: number | null
  durationMs: number
}

/** All model calls of checks go through here, and through the same gateway as runs. @throws the error of the call */
export async function callModel(
  system: System,
  { workspaceId, connection, model, userId }: CalledModel,
  { messages, maxOutputTokens }: CheckItem,
  signal: AbortSignal,
): Promise<Answered> {
  const nobody = { appId: null, versionId: null, runId: null, keyId: null, endUser: null }
  const models = workspaceModels({ system, caller: { ...nobody, workspaceId, userId, origin: 'check' } })
  const startedMs = performance.now()
  const answered: Answered = { text: '', outputTokens: 0, costMicros: null, firstTokenMs: null, durationMs: 0 }
  const request = { model: { connection, model }, messages, maxOutputTokens, temperature: 0, signal }
  await models.chat(request, (chunk) => {
    if (chunk.type === 'text') {
      answered.firstTokenMs ??= performance.now() - startedMs
      answered.text += chunk.text
    }
    if (chunk.type !== 'usage') return
    // A budget may have substituted a cheaper model, whose answers must not count for this one.
    if (chunk.usage.model !== `${connection}/${model}`)
      throw new AppError('MODEL_MISSING', problem('models.otherModelAnswered', { model: chunk.usage.model }), {
        isFinal: true,
      })
    answered.outputTokens += chunk.usage.outputTokens
    answered.costMicros = chunk.usage.costMicros
  })
  return { ...answered, durationMs: performance.now() - startedMs }
}
