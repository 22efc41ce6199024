import type { GraphIssue } from '@/lib/graph/issue'
import { isKnownAction } from '@/lib/plugins/known-actions'
import type { ActionSettingsValue } from './action-config'

/** Problems of one action: what it lacks, and recipients that a model may select. */
export function checkAction(settings: ActionSettingsValue, nodeId: string, path = ''): GraphIssue[] {
  const { plugin, action, connection, outline } = settings
  const at = (field: string) => ({ nodeId, path: `${path}${field}` })
  if (plugin === '')
    return [{ code: 'INVALID_CONFIG', severity: 'error', message: 'Select an action.', ...at('action') }]
  if (!isKnownAction(plugin, action)) {
    const message = `The action “${outline.service} · ${outline.title}” does not exist in this Patchbay. Select another one.`
    return [{ code: 'MISSING_RESOURCE', severity: 'error', message, ...at('action') }]
  }
  const missing: GraphIssue[] =
    outline.needsConnection && connection === ''
      ? [
          {
            ...{ code: 'MISSING_RESOURCE', severity: 'error', ...at('connection') },
            message: `Select a connection to ${outline.service}.`,
          },
        ]
      : []
  const changed = outline.fields.filter(({ id, filledBy }) => {
    const own = settings.filledBy[id] ?? filledBy
    return filledBy === 'author' && (own === 'model' || own === 'either')
  })
  return [
    ...missing,
    ...changed.map(({ id, label }): GraphIssue => {
      const message = `A model may change “${label}”, which decides where ${outline.service} sends or stores something. Fix it in the settings unless this is intended.`
      return { code: 'UNTRUSTED_TEXT', severity: 'warning', message, ...at(`values.${id}`) }
    }),
  ]
}
