import { expect, test } from 'vitest'
import { z } from 'zod'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import { coreSchema } from '@/lib/graph/schema/schema-parts'
import type { ActionDefinition } from './action'
import { actions } from './actions.gen'
import type { ConnectionKind } from './connection-kinds'
import type { ChannelDefinition } from './events/channel'
import { loadChannel } from './events/load-events'
import type { TriggerDefinition } from './events/trigger'
import { pluginManifests } from './manifests.gen'
import { triggers } from './triggers.gen'
import { pluginTexts } from './zh-CN.gen'

/** Names, examples and ids, which are the same in every language. */
const NO_WORDS = /^[^A-Za-z]*$|^(?:ID|HTML|MarkdownV2|URL|GitHub App|Slack|SearXNG)$/

type Texts = Map<string, string>

/** English texts by path; a field or output that several actions have is translated once. */
async function englishOf(id: string): Promise<Texts> {
  const texts: Texts = new Map()
  const manifest = pluginManifests[id]
  if (manifest) texts.set('description', manifest.description)
  for (const kind of manifest?.connections ?? []) addConnection(texts, kind)
  for (const load of Object.values(actions[id] ?? {})) addAction(texts, (await load()).default)
  for (const load of Object.values(triggers[id] ?? {})) addTrigger(texts, (await load()).default)
  const channel = await loadChannel(id)
  if (channel) addChannel(texts, channel)
  return texts
}

function addConnection(texts: Texts, kind: ConnectionKind): void {
  for (const [name, text] of Object.entries(kind))
    if (/^(?:label|help|keyLabel|userLabel|passwordLabel)$/.test(name) && typeof text === 'string')
      texts.set(`connections.${kind.id}.${name}`, text)
  for (const { name, label, help } of kind.fields ?? []) {
    texts.set(`connections.${kind.id}.fields.${name}.label`, label)
    if (help) texts.set(`connections.${kind.id}.fields.${name}.help`, help)
  }
}

function addAction(texts: Texts, action: ActionDefinition): void {
  texts.set(`actions.${action.id}.label`, action.label)
  texts.set(`actions.${action.id}.description`, action.description)
  for (const [name, field] of Object.entries(action.input.shape)) addField(texts, name, field)
  for (const [name, field] of Object.entries(action.output.shape)) {
    const label = field instanceof z.ZodType ? fieldLayout(field).label : undefined
    if (label) texts.set(`outputs.${name}.label`, label)
  }
}

function addTrigger(texts: Texts, trigger: TriggerDefinition): void {
  texts.set(`triggers.${trigger.id}.label`, trigger.label)
  texts.set(`triggers.${trigger.id}.description`, trigger.description)
  for (const [name, field] of Object.entries(trigger.input.shape)) addField(texts, name, field)
}

function addChannel(texts: Texts, { steps, fields, test: testTexts }: ChannelDefinition): void {
  for (const [index, step] of steps.entries()) texts.set(`channel.steps.${index}`, step)
  for (const { name, label, help } of fields) {
    texts.set(`channel.fields.${name}.label`, label)
    if (help) texts.set(`channel.fields.${name}.help`, help)
  }
  texts.set('channel.test.label', testTexts.label)
}

function addField(texts: Texts, name: string, field: unknown): void {
  if (!(field instanceof z.ZodType)) return
  const { label, help, itemLabel, options = {} } = fieldLayout(field)
  if (label) texts.set(`fields.${name}.label`, label)
  if (help) texts.set(`fields.${name}.help`, help)
  if (itemLabel && coreSchema(field) instanceof z.ZodArray) texts.set(`fields.${name}.itemLabel`, itemLabel)
  for (const [value, text] of Object.entries(options)) texts.set(`fields.${name}.options.${value}`, text)
}

test.each(Object.keys(pluginManifests))('%s has Chinese for every text, and for nothing else', async (id) => {
  const english = await englishOf(id)
  const chinese = pluginTexts[id] ?? {}
  const missing = [...english].filter(([path, text]) => chinese[path] === undefined && !NO_WORDS.test(text))
  expect(missing.map(([path]) => path)).toEqual([])
  expect(Object.keys(chinese).filter((path) => path !== 'label' && !english.has(path))).toEqual([])
})
