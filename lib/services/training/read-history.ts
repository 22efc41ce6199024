import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { TrainedModelDetail } from '@/lib/contracts/training'
import type { JsonObject } from '@/lib/core/json'
import { auditEvents } from '@/lib/db/schema/people'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import type { ServiceContext } from '../context'

const Change = z.looseObject({ number: z.number().nullish(), stage: z.string().nullish(), share: z.number().nullish() })
type Change = z.infer<typeof Change>
const changeOf = (value: JsonObject | null): Change => Change.safeParse(value ?? {}).data ?? {}

interface History {
  history: TrainedModelDetail['history']
  rollBackTo: number | null
}

/** The history of a model's versions as sentences, from the audit trail; and the previous production version. */
export async function readHistory(ctx: Pick<ServiceContext, 'db' | 'workspace'>, modelId: string): Promise<History> {
  const rows = await ctx.db
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.workspaceId, ctx.workspace.id), eq(auditEvents.subject, `model:${modelId}`)))
    .orderBy(desc(auditEvents.id))
    .limit(100)
  const promotion = rows.find(({ action }) => action === 'model.promote')
  return {
    history: rows.flatMap(({ id, at, actorName, action, before, after }) => {
      const text = describeEvent(action, changeOf(before), changeOf(after))
      const entry = { id, at: at.toISOString(), who: actorName }
      return text === null ? [] : [{ ...entry, text: text.message, textRef: problemRef(text) }]
    }),
    rollBackTo: changeOf(promotion?.before ?? null).number ?? null,
  }
}

function describeEvent(action: string, before: Change, after: Change): Problem | null {
  const version = String(after.number ?? '')
  switch (action) {
    case 'training.start':
      return problem('trainingHistory.started')
    case 'training.cancel':
      return problem('trainingHistory.cancelled')
    case 'model.version':
      return problem('trainingHistory.trained', { version })
    case 'model.promote':
      return before.number
        ? problem('trainingHistory.replaced', { version, previous: String(before.number) })
        : problem('trainingHistory.promoted', { version })
    case 'model.stage':
      return describeStage(version, after)
    case 'model.describe':
      return problem('trainingHistory.described')
    default:
      return null
  }
}

function describeStage(version: string, { stage, share }: Change): Problem {
  if (share) return problem('trainingHistory.shared', { version, share: String(share) })
  if (stage === 'production') return problem('trainingHistory.stageProduction', { version })
  if (stage === 'retired') return problem('trainingHistory.stageRetired', { version })
  return problem('trainingHistory.stageCandidate', { version })
}
