import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { TrainedModelDetail } from '@/lib/contracts/training'
import type { JsonObject } from '@/lib/core/json'
import { auditEvents } from '@/lib/db/schema/people'
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
      return text === null ? [] : [{ id, at: at.toISOString(), who: actorName, text }]
    }),
    rollBackTo: changeOf(promotion?.before ?? null).number ?? null,
  }
}

function describeEvent(action: string, before: Change, after: Change): string | null {
  switch (action) {
    case 'training.start':
      return 'Training started'
    case 'training.cancel':
      return 'Training cancelled'
    case 'model.version':
      return `Version ${after.number} was trained, as a candidate`
    case 'model.promote':
      return before.number
        ? `Version ${after.number} took the place of version ${before.number} in production`
        : `Version ${after.number} went into production`
    case 'model.stage':
      return after.share
        ? `Version ${after.number} gets ${after.share} % of the calls`
        : `Version ${after.number} is now ${after.stage}`
    case 'model.describe':
      return 'The card was changed'
    default:
      return null
  }
}
