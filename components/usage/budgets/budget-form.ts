import { parseDollars, writeDollars } from '@/lib/client/format/parse-dollars'
import { t } from '@/lib/client/messages/t'
import type { BudgetPeriod, BudgetScope, BudgetView, Degradation } from '@/lib/contracts/budgets'
import type { ModelChoice } from '@/lib/contracts/routes'

/** Raw form values. */
export interface BudgetFields {
  name: string
  scope: BudgetScope
  /** If empty, the budget applies to each subject separately. */
  scopeId: string
  period: BudgetPeriod
  limit: string
  warn: string
  refuseUnknownPrice: boolean
  isDegrading: boolean
  degradeAt: string
  model: ModelChoice | null
  passages: string
  tokens: string
}

export type BudgetFieldErrors = Partial<Record<keyof BudgetFields, string>>

export function startFields(budget: BudgetView | null): BudgetFields {
  const degradation = budget?.degradation ?? null
  return {
    name: budget?.name ?? '',
    scope: budget?.scope ?? 'workspace',
    scopeId: budget?.scopeId ?? '',
    period: budget?.period ?? 'month',
    limit: budget ? writeDollars(budget.limitMicros) : '',
    warn: String(budget?.warnPercent ?? 80),
    refuseUnknownPrice: budget?.refuseUnknownPrice ?? false,
    isDegrading: degradation !== null,
    degradeAt: String(degradation?.atPercent ?? 90),
    model: degradation?.model ?? null,
    passages: String(degradation?.maxPassages ?? ''),
    tokens: String(degradation?.maxOutputTokens ?? ''),
  }
}

/** Errors by field, or the body if there are none. */
export function readFields(fields: BudgetFields) {
  const limitMicros = parseDollars(fields.limit)
  const warnPercent = whole(fields.warn, 1, 100)
  const degradation = fields.isDegrading ? readDegradation(fields) : { value: null, errors: {} }
  const errors: BudgetFieldErrors = {
    ...(fields.name.trim() === '' ? { name: t('budgets.nameMissing') } : {}),
    ...(limitMicros === null ? { limit: t('budgets.limitWrong') } : {}),
    ...(warnPercent === null ? { warn: t('budgets.percentWrong') } : {}),
    ...degradation.errors,
  }
  if (Object.keys(errors).length > 0 || limitMicros === null || warnPercent === null) return { errors, body: null }
  const { name, refuseUnknownPrice } = fields
  return { errors, body: { name, limitMicros, warnPercent, degradation: degradation.value, refuseUnknownPrice } }
}

function readDegradation(fields: BudgetFields): { value: Degradation | null; errors: BudgetFieldErrors } {
  const atPercent = whole(fields.degradeAt, 1, 100)
  const maxPassages = fields.passages.trim() === '' ? undefined : whole(fields.passages, 1, 100)
  const maxOutputTokens = fields.tokens.trim() === '' ? undefined : whole(fields.tokens, 16, 100_000)
  const changesNothing = fields.model === null && maxPassages === undefined && maxOutputTokens === undefined
  const errors: BudgetFieldErrors = {
    ...(atPercent === null ? { degradeAt: t('budgets.percentWrong') } : {}),
    ...(maxPassages === null ? { passages: t('budgets.numberWrong') } : {}),
    ...(maxOutputTokens === null ? { tokens: t('budgets.numberWrong') } : {}),
    ...(changesNothing ? { model: t('budgets.nothingCheaper') } : {}),
  }
  if (atPercent === null || maxPassages === null || maxOutputTokens === null) return { value: null, errors }
  return {
    errors,
    value: {
      atPercent,
      ...(fields.model ? { model: fields.model } : {}),
      ...(maxPassages === undefined ? {} : { maxPassages }),
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    },
  }
}

function whole(text: string, least: number, most: number): number | null {
  const value = /^\s*\d{1,7}\s*$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : null
}
