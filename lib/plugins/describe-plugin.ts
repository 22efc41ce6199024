import { z } from 'zod'
import type { DataKind } from '@/lib/graph/ports'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import { coreSchema } from '@/lib/graph/schema/schema-parts'
import type { ActionDefinition } from './action'
import type {
  ActionSummary,
  ChannelSummary,
  FieldSummary,
  PartSummary,
  PluginSummary,
  TriggerSummary,
} from './catalog-types'
import type { ChannelDefinition } from './events/channel'
import type { TriggerDefinition } from './events/trigger'
import type { PluginManifest } from './manifest-types'

/** Summary of a plugin for lists, search and canvas. */
export function describePlugin(
  plugin: PluginManifest,
  actions: readonly ActionDefinition[],
  logo: string | null,
  events: { triggers: readonly TriggerDefinition[]; channel: ChannelDefinition | null } = NO_EVENTS,
): PluginSummary {
  const { id, label, description, categories, synonyms, docsUrl } = plugin
  return {
    id,
    label,
    description,
    categories,
    synonyms,
    logo,
    docsUrl,
    kinds: plugin.connections.map((kind) => ({ id: kind.id, label: kind.label, kind: kind.kind })),
    actions: actions.map((action) => describeAction(plugin, action)),
    triggers: events.triggers.map((trigger) => describeTrigger(plugin, trigger)),
    channel: events.channel && describeChannel(events.channel),
  }
}

const NO_EVENTS = { triggers: [], channel: null }

function describeTrigger(plugin: PluginManifest, trigger: TriggerDefinition): TriggerSummary {
  const { id, label, description, synonyms = [], type, connections, input, sample } = trigger
  return {
    id,
    label,
    description,
    synonyms,
    type,
    connections,
    sample,
    needsConnection: !connections.some((kind) => openKinds(plugin).includes(kind)),
    fields: Object.entries(input.shape).map(([name, field]) => describeField(name, field)),
  }
}

function describeChannel(channel: ChannelDefinition): ChannelSummary {
  const { type, connections, fields, steps, stepsUrl, test } = channel
  const registersItself = type === 'webhook' && channel.register !== undefined && channel.hasManualSteps !== true
  return {
    connections,
    steps,
    stepsUrl,
    registersItself,
    isPolled: type === 'poll',
    fields: fields.map(({ name, label, help = '', placeholder = '', ...field }) => {
      const { secret = false, generated = false, optional = false } = field
      return { name, label, help, placeholder, secret, generated, optional }
    }),
    test: { label: test.label, placeholder: test.placeholder },
  }
}

const openKinds = (plugin: PluginManifest): string[] =>
  plugin.connections.filter(({ kind }) => kind === 'none').map((kind) => kind.id)

function describeAction(plugin: PluginManifest, action: ActionDefinition): ActionSummary {
  const { id, version, label, description, synonyms = [], effect, connections, scopes = [] } = action
  const freeKinds = openKinds(plugin)
  return {
    id,
    version,
    label,
    description,
    synonyms,
    effect,
    connections,
    scopes,
    needsConnection: !connections.some((kind) => freeKinds.includes(kind)),
    fields: Object.entries(action.input.shape).map(([name, field]) => describeField(name, field)),
    outputs: Object.entries(action.output.shape).map(([name, field]) => describePart(name, field)),
  }
}

function describeField(name: string, field: unknown): FieldSummary {
  const schema = schemaOf(field)
  return {
    ...describePart(name, schema),
    required: !schema.safeParse(undefined).success,
    filledBy: fieldLayout(schema).filledBy ?? 'either',
  }
}

function describePart(id: string, field: unknown): PartSummary {
  const schema = schemaOf(field)
  return { id, label: fieldLayout(schema).label ?? wordsOf(id), kind: kindOf(schema) }
}

/** `messageId` -> `Message ID`. */
function wordsOf(id: string): string {
  const words = id.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
  return (words[0] ?? '').toUpperCase() + words.slice(1).replace(/\b(id|url)\b/g, (word) => word.toUpperCase())
}

function kindOf(schema: z.ZodType): DataKind {
  const core = coreSchema(schema)
  if (core instanceof z.ZodNumber) return 'number'
  if (core instanceof z.ZodBoolean) return 'boolean'
  if (core instanceof z.ZodString || core instanceof z.ZodEnum) return 'text'
  if (core instanceof z.ZodObject && 'fileId' in core.shape) return 'file'
  return core instanceof z.ZodAny || core instanceof z.ZodUnknown ? 'any' : 'json'
}

function schemaOf(field: unknown): z.ZodType {
  if (field instanceof z.ZodType) return field
  throw new Error('A field is not a zod schema.')
}
