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

function section({ label, description, kinds, docsUrl, actions, triggers, channel }: PluginSummary): string {
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
    ...triggersOf(triggers),
    ...channelOf(label, channel),
  ].join('\n\n')
}

function triggersOf(triggers: PluginSummary['triggers']): string[] {
  if (triggers.length === 0) return []
  const rows = triggers.map(({ id, description, type, fields, sample }) => [
    code(id),
    description,
    type === 'poll' ? 'polled' : 'webhook',
    fields.map((field) => code(field.id)).join(', '),
    Object.keys(sample).map(code).join(', '),
  ])
  return [table(['Event', 'When', 'Received by', 'Fields', 'Values'], rows)]
}

function channelOf(label: string, channel: PluginSummary['channel']): string[] {
  if (!channel) return []
  const steps = channel.steps.map(
    (step, index) => `${index + 1}. ${step.replace('{url}', 'the address of the channel')}`,
  )
  return [
    `**Channel:** people can write to a chat app ${channel.isPolled ? 'by' : 'in'} ${label}. Add the channel on the *Share* tab of the app, then follow these steps ([documentation](${channel.stepsUrl})):`,
    steps.join('\n'),
  ]
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
