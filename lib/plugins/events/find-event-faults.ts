import { z } from 'zod'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import type { PluginManifest } from '../manifest-types'
import type { ChannelDefinition } from './channel'
import type { TriggerDefinition } from './trigger'

interface Events {
  triggers: readonly TriggerDefinition[]
  channel: ChannelDefinition | null
}

/** Lists the faults of channels and triggers for their author. `npm run gen` fails with these messages. */
export function findEventFaults(folder: string, plugin: PluginManifest, { triggers, channel }: Events): string[] {
  const kinds = plugin.connections.map(({ id }) => id)
  return [
    ...(channel ? findChannelFaults(channel, kinds).map((fault) => `lib/plugins/${folder}/channel.ts: ${fault}`) : []),
    ...triggers.flatMap((trigger) =>
      findTriggerFaults(trigger, kinds).map((fault) => `lib/plugins/${folder}/triggers/${trigger.id}.ts: ${fault}`),
    ),
  ]
}

function findChannelFaults(
  { connections, send, ask, edit, editEveryMs, test, fields, hasRatings }: ChannelDefinition,
  kinds: readonly string[],
): string[] {
  const names = Object.keys(send.input.shape)
  return [
    ...unknownKinds(connections, kinds),
    ...(names.includes('text') ? [] : ['`send` needs the field “text”.']),
    ...(!hasRatings || (names.includes('isLast') && 'sentId' in send.output.shape)
      ? []
      : ['`send` needs the field “isLast” and the output “sentId”.']),
    ...(!ask || ('questionId' in ask.input.shape && 'sentId' in ask.output.shape)
      ? []
      : ['`ask` needs the field “questionId” and the output “sentId”.']),
    ...(!edit || 'sentId' in edit.input.shape ? [] : ['`edit` needs the field “sentId”.']),
    ...(!editEveryMs || (edit && 'sentId' in send.output.shape)
      ? []
      : ['`editEveryMs` needs `edit`, and the output “sentId” of `send`.']),
    ...(names.includes(test.field) ? [] : [`\`send\` has no field “${test.field}”.`]),
    ...fields.filter(({ generated, secret }) => generated && !secret).map(({ name }) => `“${name}” must be secret.`),
  ]
}

function findTriggerFaults({ connections, input, ...trigger }: TriggerDefinition, kinds: readonly string[]): string[] {
  const needed = trigger.type === 'poll' ? trigger.poll : trigger.subscribe
  const names = Object.keys(input.shape)
  return [
    ...unknownKinds(connections, kinds),
    ...Object.entries(input.shape)
      .filter(([, field]) => !(field instanceof z.ZodType) || !fieldLayout(field).label)
      .map(([name]) => `the field “${name}” needs a label.`),
    ...names
      .filter((name) => !Object.hasOwn(needed.input.shape, name))
      .map((name) => `its request does not have the field “${name}”.`),
  ]
}

const unknownKinds = (connections: readonly string[], kinds: readonly string[]): string[] =>
  connections.filter((kind) => !kinds.includes(kind)).map((kind) => `there is no connection kind “${kind}”.`)
