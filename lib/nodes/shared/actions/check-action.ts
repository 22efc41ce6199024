import type { GraphIssue } from '@/lib/graph/issue'
import { textRef } from '@/lib/messages/problems/text-ref'
import { isKnownAction } from '@/lib/plugins/known-actions'
import { STATEMENT_FIELD } from '@/lib/plugins/statement-field'
import type { ActionSettingsValue } from './action-config'
import { isEmpty, isWired } from './action-ports'
import { isOwnStatement } from './own-statement'

/** Problems of one action: missing settings, and recipients that a model may select. */
export function checkAction(settings: ActionSettingsValue, nodeId: string, path = ''): GraphIssue[] {
  const { plugin, action, connection, outline } = settings
  const at = (field: string) => ({ nodeId, path: `${path}${field}` })
  if (plugin === '')
    return [{ code: 'INVALID_CONFIG', severity: 'error', ...textRef('nodeSettings.actionMissing'), ...at('action') }]
  if (!isKnownAction(plugin, action)) {
    const text = textRef('nodeSettings.actionUnknown', { action: `${outline.service} · ${outline.title}` })
    return [{ code: 'MISSING_RESOURCE', severity: 'error', ...text, ...at('action') }]
  }
  const missing: GraphIssue[] =
    outline.needsConnection && connection === ''
      ? [
          {
            code: 'MISSING_RESOURCE',
            severity: 'error',
            ...at('connection'),
            ...textRef('nodeSettings.actionConnection', { service: outline.service }),
          },
        ]
      : []
  const statement = settings.values[STATEMENT_FIELD]
  const isOpen = settings.filledBy[STATEMENT_FIELD] === 'model' || settings.filledBy[STATEMENT_FIELD] === 'either'
  const unwritten: GraphIssue[] =
    isOwnStatement(outline, STATEMENT_FIELD) &&
    outline.fields.some(({ id }) => id === STATEMENT_FIELD) &&
    (isOpen || isWired(statement) || isEmpty(statement))
      ? [
          {
            code: 'INVALID_CONFIG',
            severity: 'error',
            ...at(`values.${STATEMENT_FIELD}`),
            ...textRef('nodeSettings.actionStatement', { action: outline.title }),
          },
        ]
      : []
  const changed = outline.fields.filter(({ id, filledBy }) => {
    const own = settings.filledBy[id] ?? filledBy
    return filledBy === 'author' && (own === 'model' || own === 'either')
  })
  return [
    ...missing,
    ...unwritten,
    ...changed.map(({ id, label }): GraphIssue => {
      const text = textRef('nodeSettings.actionOpenField', { field: label, service: outline.service })
      return { code: 'UNTRUSTED_TEXT', severity: 'warning', ...text, ...at(`values.${id}`) }
    }),
  ]
}
