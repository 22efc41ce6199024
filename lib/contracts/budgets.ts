import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { ModelChoice } from './routes'
import { Done, Name, Timestamp } from './shared'

/** Cheaper settings that apply before a budget is used up. */
export const Degradation = z.strictObject({
  /** Applies from this share of the limit, in percent. */
  atPercent: z.number().int().min(1).max(100),
  /** Used instead of the model that the step names. */
  model: ModelChoice.optional(),
  maxPassages: z.number().int().min(1).max(100).optional(),
  maxOutputTokens: z.number().int().min(16).max(100_000).optional(),
})
export type Degradation = z.infer<typeof Degradation>

/** The subject of a budget: the workspace, or an app, one of its environments, an API key, an end user, a run. */
export const BUDGET_SCOPES = ['workspace', 'app', 'environment', 'key', 'end-user', 'run'] as const
export const BudgetScope = z.enum(BUDGET_SCOPES)
export type BudgetScope = z.infer<typeof BudgetScope>
/** In UTC. `total` never resets. */
export const BUDGET_PERIODS = ['day', 'month', 'total'] as const
export const BudgetPeriod = z.enum(BUDGET_PERIODS)
export type BudgetPeriod = z.infer<typeof BudgetPeriod>

/** Millionths of a US dollar. */
const Micros = z.number().int().min(0).max(1_000_000_000_000_000)

const changeable = {
  name: Name,
  limitMicros: Micros,
  warnPercent: z.number().int().min(1).max(100),
  degradation: Degradation.nullable(),
  /** Rejects calls to a model with an unknown price, which otherwise count 0. */
  refuseUnknownPrice: z.boolean(),
  enabled: z.boolean(),
}
/** Scope and period cannot be changed: the amounts counted so far would change their meaning. */
const settings = {
  ...changeable,
  scope: BudgetScope,
  /** The app's or key's id, `app id/environment`, or an end user; null gives each one its own budget of this size. */
  scopeId: z.string().min(1).max(500).nullable(),
  period: BudgetPeriod,
}

/** The usage of one subject in the current period. */
export const BudgetShare = z.strictObject({
  /** The subject: an id, or an end user. */
  subject: z.string(),
  /** Null if the subject was deleted or has no name. */
  name: z.string().nullable(),
  spentMicros: z.number().int(),
  /** Reserved by calls in progress. */
  reservedMicros: z.number().int(),
})
export type BudgetShare = z.infer<typeof BudgetShare>

/** Time at which the budget is used up at the current rate. */
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
  /** Name of the app, key or end user; null if the budget names none, or it was deleted. */
  scopeName: z.string().nullable(),
  /** The subject that has used the most of its share; null if nothing was used. */
  fullest: BudgetShare.nullable(),
  /** Number of subjects that have used some of their share. `stopped` counts those that have used all of it. */
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

/** Lists possible subjects of a budget: apps, and API keys in use. */
export const listBudgetScopes = defineContract({
  name: 'budgets.scopes',
  method: 'GET',
  path: '/api/studio/budget-scopes',
  access: 'viewer',
  response: z.strictObject({
    apps: z.array(z.strictObject({ id: Id, name: z.string() })),
    /** `app id/name`, and the names of both. */
    environments: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    keys: z.array(z.strictObject({ id: Id, name: z.string() })),
    /** The end users with the highest recent usage. */
    endUsers: z.array(z.string()),
  }),
})

/** Lists the shares of a budget in the current period, the most used first; at most 200. */
export const listBudgetShares = defineContract({
  name: 'budgets.shares',
  method: 'GET',
  path: '/api/studio/budgets/:budgetId/shares',
  access: 'viewer',
  params: BudgetParams,
  response: z.strictObject({ shares: z.array(BudgetShare) }),
})
