import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { ModelChoice } from './routes'
import { Done, Name, Timestamp } from './shared'

/** What becomes cheaper before a budget is used up. */
export const Degradation = z.strictObject({
  /** From this share of the limit on, in percent. */
  atPercent: z.number().int().min(1).max(100),
  /** Answers instead of what the step names. */
  model: ModelChoice.optional(),
  maxPassages: z.number().int().min(1).max(100).optional(),
  maxOutputTokens: z.number().int().min(16).max(100_000).optional(),
})
export type Degradation = z.infer<typeof Degradation>

/** Who is counted: all together, or an app, one of its environments, an API key, an end user, a run. */
export const BudgetScope = z.enum(['workspace', 'app', 'environment', 'key', 'end-user', 'run'])
export type BudgetScope = z.infer<typeof BudgetScope>
/** In UTC. `total` never begins anew. */
export const BudgetPeriod = z.enum(['day', 'month', 'total'])
export type BudgetPeriod = z.infer<typeof BudgetPeriod>

/** Millionths of a US dollar. */
const Micros = z.number().int().min(0).max(1_000_000_000_000_000)

const changeable = {
  name: Name,
  limitMicros: Micros,
  warnPercent: z.number().int().min(1).max(100),
  degradation: Degradation.nullable(),
  /** A model of unknown price counts 0; with this it is rejected. */
  refuseUnknownPrice: z.boolean(),
  enabled: z.boolean(),
}
/** Who is counted and how long stays as it is: what was counted would mean something else. */
const settings = {
  ...changeable,
  scope: BudgetScope,
  /** The app's or key's id, `app id/environment`, or an end user; null: each one has this budget for itself. */
  scopeId: z.string().min(1).max(500).nullable(),
  period: BudgetPeriod,
}

/** What one of those who are counted has used of the period that is now. */
export const BudgetShare = z.strictObject({
  /** As the budget counts it: an id, or an end user. */
  subject: z.string(),
  /** null: deleted, or it has none. */
  name: z.string().nullable(),
  spentMicros: z.number().int(),
  /** Held by calls under way. */
  reservedMicros: z.number().int(),
})
export type BudgetShare = z.infer<typeof BudgetShare>

/** When it is used up if spending goes on as in this period so far. */
export const BudgetForecast = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('no-data') }),
  z.strictObject({ kind: z.literal('used-up') }),
  z.strictObject({ kind: z.literal('lasts') }),
  z.strictObject({ kind: z.literal('runs-out'), at: Timestamp }),
])
export type BudgetForecast = z.infer<typeof BudgetForecast>

export const BudgetView = z.strictObject({
  id: Id,
  ...settings,
  /** Of the app, key or end user that is named; null: it names none, or that is deleted. */
  scopeName: z.string().nullable(),
  /** Of those who have a share, the one that has used the most; null: nobody has used any. */
  fullest: BudgetShare.nullable(),
  /** How many have used some of theirs, and how many all of it. */
  subjects: z.number().int(),
  stopped: z.number().int(),
  forecast: BudgetForecast,
  renewsAt: Timestamp.nullable(),
  updatedAt: Timestamp,
})
export type BudgetView = z.infer<typeof BudgetView>

const BudgetParams = z.strictObject({ budgetId: Id })

export const listBudgets = defineContract({
  name: 'budgets.list',
  method: 'GET',
  path: '/api/studio/budgets',
  access: 'viewer',
  response: z.strictObject({ budgets: z.array(BudgetView) }),
})

export const createBudget = defineContract({
  name: 'budgets.create',
  method: 'POST',
  path: '/api/studio/budgets',
  access: 'owner',
  body: z.strictObject({
    ...settings,
    scopeId: settings.scopeId.default(null),
    warnPercent: settings.warnPercent.default(80),
    degradation: settings.degradation.default(null),
    refuseUnknownPrice: settings.refuseUnknownPrice.default(false),
    enabled: settings.enabled.default(true),
  }),
  response: z.strictObject({ id: Id }),
})

export const updateBudget = defineContract({
  name: 'budgets.update',
  method: 'PATCH',
  path: '/api/studio/budgets/:budgetId',
  access: 'owner',
  params: BudgetParams,
  body: z.strictObject(changeable).partial(),
  response: Done,
})

export const deleteBudget = defineContract({
  name: 'budgets.delete',
  method: 'DELETE',
  path: '/api/studio/budgets/:budgetId',
  access: 'owner',
  params: BudgetParams,
  response: Done,
})

/** Whom a budget can be for: apps, and API keys that are in use. */
export const listBudgetScopes = defineContract({
  name: 'budgets.scopes',
  method: 'GET',
  path: '/api/studio/budget-scopes',
  access: 'viewer',
  response: z.strictObject({
    apps: z.array(z.strictObject({ id: Id, name: z.string() })),
    /** `app id/name`, and how both are called. */
    environments: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    keys: z.array(z.strictObject({ id: Id, name: z.string() })),
    /** End users who have used the most lately. */
    endUsers: z.array(z.string()),
  }),
})

/** Everybody's share of a budget in the period that is now, the fullest first; the first 200. */
export const listBudgetShares = defineContract({
  name: 'budgets.shares',
  method: 'GET',
  path: '/api/studio/budgets/:budgetId/shares',
  access: 'viewer',
  params: BudgetParams,
  response: z.strictObject({ shares: z.array(BudgetShare) }),
})
