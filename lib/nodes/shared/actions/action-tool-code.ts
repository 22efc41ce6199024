import type { BoundCode, StepWriter } from '@/lib/export/node-export'
import { valuesCode } from './action-code'
import type { ActionSettingsValue } from './action-config'
import { isEmpty, isWired } from './action-ports'
import { toolNameOf, toolParameters } from './tool-input'

/** An action as a tool in its own file, with the name, texts and parameters that a model sees in Patchbay. */
export function actionToolCode(
  writer: StepWriter,
  settings: ActionSettingsValue,
  { name = '', description = '' }: { name?: string; description?: string },
): BoundCode {
  const found = writer.service(settings)
  const toolName = writer.toolName(name.trim() || toolNameOf(found))
  const fed = Object.keys(found.action.input.shape).filter((field) => {
    const value = settings.values[field]
    return (
      (isWired(value) || isEmpty(value)) &&
      writer.node.inputs.some(({ port, sources }) => port.id === field && sources.length > 0)
    )
  })
  const filledBy = { ...settings.filledBy, ...Object.fromEntries(fed.map((field) => [field, 'author' as const])) }
  const schema = toolParameters({ action: found.action, values: settings.values, filledBy })
  const about = { name: toolName, changesThings: found.action.effect === 'write' }
  return writer.toolFile(about, (inner) => {
    const { action, code, credentials } = inner.service(settings)
    const values = valuesCode(inner, settings, action)
    return [
      `${inner.lib('service-tool', 'toLangChainTool')}(${code}, {`,
      `  name: ${inner.text(toolName)},`,
      `  description: ${inner.text(description.trim() || `${found.plugin.label}: ${found.action.description}`)},`,
      `  schema: ${inner.literal(schema).replaceAll('\n', '\n  ')},`,
      ...(values.length === 0 ? [] : [`  values: { ${values.join(', ')} },`]),
      `  credentials: () => (${inner.credentials(credentials)}),`,
      '})',
    ].join('\n')
  })
}
