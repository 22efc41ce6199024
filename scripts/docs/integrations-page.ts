import { pluginCatalog } from '@/lib/plugins/catalog.gen'
import type { ActionSummary, PluginSummary } from '@/lib/plugins/catalog-types'
import { anchorOf, code, generatedFrom, table } from './markdown'

export function integrationsPage(): string {
  const rows = pluginCatalog.map(({ label, description }) => [`[${label}](#${anchorOf(label)})`, description])
  return [
    '# Integrations',
    generatedFrom('lib/plugins/*'),
    'The services whose actions an app can use as steps and as tools. [Use integrations](../guides/use-integrations.md) explains how.',
    table(['Service', 'Actions'], rows),
    ...pluginCatalog.map(section),
  ]
    .join('\n\n')
    .concat('\n')
}

function section({ label, description, kinds, docsUrl, actions }: PluginSummary): string {
  const rows = actions.map((action) => [
    code(action.id),
    action.description,
    action.effect === 'write' ? 'changes something' : 'reads',
    fieldsOf(action),
    action.outputs.map((output) => code(output.id)).join(', '),
  ])
  return [
    `## ${label}`,
    description,
    `**Connect by:** ${kinds.map((kind) => kind.label).join(', ')}. [API documentation](${docsUrl})`,
    table(['Action', 'What it does', 'Effect', 'Inputs', 'Outputs'], rows),
  ].join('\n\n')
}

/** Fields that only authors fill are marked, since a model cannot change them by default. */
function fieldsOf({ fields }: ActionSummary): string {
  return fields
    .map(({ id, required, filledBy }) => {
      const notes = [...(required ? ['required'] : []), ...(filledBy === 'author' ? ['fixed by author'] : [])]
      return notes.length === 0 ? code(id) : `${code(id)} (${notes.join(', ')})`
    })
    .join(', ')
}
