import { z } from 'zod'
import { defineManifest, type ManifestLookup, type NodeManifest } from '../manifest'
import type { Port } from '../ports'
import { listReferences } from '../templates/references'
import type { VariableDeclaration } from '../variables/declaration'

const text = (id: string, overrides: Partial<Port> = {}): Port => ({ id, label: id, kind: 'text', ...overrides })
const any = (id: string, overrides: Partial<Port> = {}): Port => ({ id, label: id, kind: 'any', ...overrides })
const common = { version: 1, icon: 'square', effect: 'pure' } as const

const input = defineManifest({
  ...common,
  type: 'input',
  label: 'Input',
  description: 'Where a run begins',
  group: 'input',
  role: 'start',
  config: z.strictObject({
    fields: z.array(z.string()).default(['question']),
    variables: z.array(z.custom<VariableDeclaration>()).default([]),
  }),
  variables: ({ variables }) => variables,
  ports: ({ fields }) => ({ inputs: [], outputs: fields.map((field) => text(field)) }),
})

const template = defineManifest({
  ...common,
  version: 2,
  type: 'template',
  label: 'Template',
  description: 'Fills a text',
  group: 'text',
  tool: true,
  streams: 'text',
  config: z.strictObject({ text: z.string().default(''), toolDescription: z.string().optional() }),
  templates: [{ path: 'text', encoding: 'text' }],
  migrate: (_from, { body, ...config }) => ({ ...config, text: body ?? '' }),
  ports: (config) => ({
    inputs: listReferences(config.text).flatMap(({ path }) => (path.length === 1 ? [any(path[0] ?? '')] : [])),
    outputs: [text('text')],
  }),
})

const pair = defineManifest({
  ...common,
  type: 'pair',
  label: 'Pair',
  description: 'Takes two values',
  group: 'logic',
  tool: true,
  config: z.strictObject({ name: z.string().default(''), b: z.string().optional() }),
  ports: () => ({ inputs: [any('a', { required: true }), any('b')], outputs: [any('out'), any('other')] }),
})

const branch = defineManifest({
  ...common,
  type: 'branch',
  label: 'Branch',
  description: 'Takes one way',
  group: 'logic',
  config: z.strictObject({}),
  ports: () => ({ inputs: [any('value', { required: true })], outputs: [any('yes'), any('no')] }),
})

const merge = defineManifest({
  ...common,
  type: 'merge',
  label: 'Merge',
  description: 'Joins ways',
  group: 'logic',
  config: z.strictObject({ mode: z.enum(['all', 'any', 'collect']).default('all'), many: z.boolean().default(true) }),
  ports: ({ mode, many }) => ({
    inputs: [any('values', { required: true, many })],
    outputs: [any('value', { passes: 'values' })],
    join: mode,
  }),
})

const model = defineManifest({
  ...common,
  type: 'model',
  label: 'Model',
  description: 'A chat model',
  group: 'model',
  config: z.strictObject({}),
  ports: () => ({ inputs: [], outputs: [{ id: 'model', label: 'Model', kind: 'chat-model' }] }),
})

const agent = defineManifest({
  ...common,
  effect: 'write',
  delegates: true,
  type: 'agent',
  label: 'Agent',
  description: 'Uses tools',
  group: 'model',
  tool: true,
  streams: 'text',
  config: z.strictObject({}),
  ports: () => ({
    inputs: [
      text('question', { required: true }),
      { id: 'model', label: 'Model', kind: 'chat-model', required: true },
      { id: 'tools', label: 'Tools', kind: 'tool', many: true },
    ],
    outputs: [text('text')],
  }),
})

const answer = defineManifest({
  ...common,
  type: 'answer',
  label: 'Answer',
  description: 'What callers get',
  group: 'output',
  role: 'answer',
  config: z.strictObject({}),
  ports: () => ({ inputs: [text('text', { required: true })], outputs: [text('text')] }),
})

const write = defineManifest({
  ...common,
  effect: 'write',
  type: 'write',
  label: 'Write',
  description: 'Calls an address',
  group: 'tool',
  tool: true,
  config: z.strictObject({ url: z.string().default(''), body: z.string().default('') }),
  templates: [
    { path: 'url', encoding: 'uri' },
    { path: 'body', encoding: 'json' },
  ],
  ports: () => ({ inputs: [any('value')], outputs: [any('out')] }),
})

const each = defineManifest({
  ...common,
  type: 'each',
  label: 'Each',
  description: 'Runs its inside for every item',
  group: 'logic',
  config: z.strictObject({
    keep: z.boolean().default(false),
    parallel: z.number().default(4),
    /** Repeats one value, for tests of random graphs. */
    spread: z.number().optional(),
  }),
  allowsBreak: ({ parallel }) => parallel === 1,
  ports: () => ({
    inputs: [any('items', { required: true })],
    outputs: [any('results', { list: true })],
    inner: { outputs: [any('item'), any('index')], inputs: [any('result', { required: true })] },
  }),
})

const rounds = defineManifest({
  ...common,
  type: 'rounds',
  label: 'Rounds',
  description: 'Runs its inside again and again',
  group: 'logic',
  config: z.strictObject({ count: z.number().default(2) }),
  ports: () => ({
    inputs: [any('start', { required: true })],
    outputs: [any('last')],
    inner: { outputs: [any('state'), any('round')], inputs: [any('next', { required: true })], sequential: true },
  }),
})

const jump = (type: 'break' | 'continue') =>
  defineManifest({
    ...common,
    type,
    label: type,
    description: 'Ends its frame',
    group: 'logic',
    jump: type,
    config: z.strictObject({}),
    ports: () => ({ inputs: [any('value', { required: true })], outputs: [] }),
  })

const ask = defineManifest({
  ...common,
  type: 'ask',
  label: 'Ask',
  description: 'Waits for an answer',
  consent: true,
  group: 'logic',
  tool: true,
  config: z.strictObject({}),
  ports: () => ({ inputs: [any('a', { required: true })], outputs: [any('out')] }),
})

const note = defineManifest({
  ...common,
  type: 'note',
  label: 'Note',
  description: 'For people',
  group: 'note',
  role: 'note',
  config: z.strictObject({ text: z.string().default('') }),
  ports: () => ({ inputs: [], outputs: [] }),
})

const ALL = new Map<string, NodeManifest>(
  [
    input,
    template,
    pair,
    branch,
    merge,
    model,
    agent,
    answer,
    write,
    each,
    rounds,
    jump('break'),
    jump('continue'),
    ask,
    note,
  ].map((manifest) => [manifest.type, manifest]),
)

/** A small set of node types for tests of this layer and of the engine. */
export const sampleManifests: ManifestLookup = (type) => ALL.get(type)
