import { formatCost, formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { BudgetShare, BudgetView, Degradation } from '@/lib/contracts/budgets'

/** The subject of a budget. */
export function scopeText({ scope, scopeId, scopeName }: BudgetView): string {
  switch (scope) {
    case 'workspace':
      return t('budgets.scopeWorkspace')
    case 'run':
      return t('budgets.scopeRun')
    case 'app':
      if (scopeId === null) return t('budgets.eachApp')
      return scopeName === null ? t('budgets.deletedApp') : t('budgets.ofApp', { name: scopeName })
    case 'environment':
      return scopeId === null
        ? t('budgets.eachEnvironment')
        : t('budgets.ofEnvironment', { name: scopeName ?? scopeId })
    case 'key':
      if (scopeId === null) return t('budgets.eachKey')
      return scopeName === null ? t('budgets.deletedKey') : t('budgets.ofKey', { name: scopeName })
    case 'end-user':
      return scopeId === null ? t('budgets.eachEndUser') : t('budgets.ofEndUser', { name: scopeName ?? scopeId })
    default: {
      const unhandled: never = scope
      return unhandled
    }
  }
}

export function limitText({ limitMicros, period, scope }: BudgetView): string {
  const each = { day: 'budgets.daily', month: 'budgets.monthly', total: 'budgets.atAll' } as const
  return `${formatCost(limitMicros)} ${scope === 'run' ? t('budgets.aRun') : t(each[period])}`
}

/** When the budget runs out at the current rate; null if there is nothing to say. */
export function forecastText({ forecast, renewsAt, scope }: BudgetView): string | null {
  // Each run has its own budget.
  if (scope === 'run') return null
  switch (forecast.kind) {
    case 'used-up':
      return null
    case 'no-data':
      return t('budgets.noForecast')
    case 'lasts':
      return renewsAt === null ? t('budgets.lastsLong') : t('budgets.lasts')
    case 'runs-out':
      return t('budgets.runsOut', { when: formatDateTime(forecast.at) })
    default: {
      const unhandled: never = forecast
      return unhandled
    }
  }
}

export function degradationText({ atPercent, model, maxPassages, maxOutputTokens }: Degradation): string {
  const parts = [
    ...(model ? [t('budgets.cheaperModel', { model: model.model })] : []),
    ...(maxPassages === undefined ? [] : [t('budgets.cheaperPassages', { count: maxPassages })]),
    ...(maxOutputTokens === undefined ? [] : [t('budgets.cheaperTokens', { count: maxOutputTokens })]),
  ]
  return `${t('budgets.cheaper', { percent: atPercent })}: ${parts.join(', ')}`
}

export function shareName({ name, subject }: BudgetShare, scope: BudgetView['scope']): string {
  // Run ids start with their time, so the end distinguishes them.
  if (scope === 'run') return t('budgets.runName', { end: subject.slice(-6) })
  if (name !== null) return name
  if (scope === 'app') return t('budgets.deletedApp')
  return scope === 'key' ? t('budgets.deletedKey') : subject
}
