import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { experimentScores } from '@/lib/db/schema/evaluation/evaluations'
import { problem } from '@/lib/messages/problems/problem'
import { storedProblem } from '@/lib/messages/problems/problem-ref'
import { workspaceModels } from '@/lib/services/gateway/workspace-models'
import type { System } from '@/lib/services/system'
import type { JudgeModel } from '../scorers/score'
import { withRetries } from '../with-retries'

const MAX_OUTPUT_TOKENS = 2_000

/** Calls models of the workspace through the gateway, and finds verdicts of earlier experiments. */
export function judgeModel(
  system: System,
  { workspaceId, appId, userId }: { workspaceId: string; appId: string; userId: string | null },
): JudgeModel {
  const caller = {
    workspaceId,
    appId,
    userId,
    versionId: null,
    runId: null,
    keyId: null,
    endUser: null,
    origin: 'evaluation',
  }
  const models = workspaceModels({ system, caller, stream: false })
  return {
    chat: (request) => withRetries(() => chatOnce(models, request), request.signal),
    findVerdict: async (judge, subject) => {
      const [found] = await system.db
        .select()
        .from(experimentScores)
        .where(
          and(
            eq(experimentScores.workspaceId, workspaceId),
            eq(experimentScores.judge, judge),
            eq(experimentScores.subject, subject),
            inArray(experimentScores.outcome, ['scored']),
          ),
        )
        .limit(1)
      if (!found) return null
      const { outcome, value, label, evidence, reason, reasonRef, servedModel } = found
      const judged = { judge, subject, servedModel, costMicros: 0 }
      return { outcome, value, label, evidence, reason: storedProblem(reason, reasonRef), judged }
    },
  }
}

type ChatRequest = Parameters<JudgeModel['chat']>[0]

async function chatOnce(
  models: ReturnType<typeof workspaceModels>,
  { model, system, text, schema, signal }: ChatRequest,
): ReturnType<JudgeModel['chat']> {
  const answer = { text: '', servedModel: '', costMicros: null as number | null }
  const resolved = await models.resolve(model)
  if (resolved.connection === 'builtin') throw new AppError('MODEL_MISSING', problem('scores.judgeWithoutModel'))
  await models.chat(
    {
      model: resolved,
      temperature: 0,
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      responseSchema: schema,
      signal,
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: text },
      ],
      dataKinds: ['documents'],
    },
    (chunk) => {
      if (chunk.type === 'text') answer.text += chunk.text
      if (chunk.type === 'restart') answer.text = ''
      if (chunk.type !== 'usage') return
      answer.servedModel = chunk.usage.model
      answer.costMicros = chunk.usage.costMicros
    },
  )
  return answer
}
