import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Json, JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from './fields'
import { type ImportedApp, importApps } from './import-app'
import type { ImportPeer } from './report'
import { BUILDER_FILES } from './testing/builder-files'
import { readFirst } from './testing/run-imported'

/** Files of other builders that are not part of the repository. */
const FOLDER = path.join(import.meta.dirname, '../../../shared/data/flows')
const open = existsSync(FOLDER) ? filesIn(FOLDER).map((file) => readFileSync(file, 'utf8')) : []
const all = [...Object.values(BUILDER_FILES).flat(), ...open]

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    return statSync(file).isDirectory() ? filesIn(file) : [file]
  })
}

/** Names that say how a node is drawn, what type a value has, or what a definition contains, by builder. */
const NOT_SETTINGS: Readonly<Record<ImportPeer, RegExp>> = {
  dify: /^(?:title|desc|selected|type|width|height|isIn\w+|\w+_id|startNodeType|theme|author|showAuthor|output_type|_.*)$|\bschemas\b|^agent_parameters\.\w+\.type$|\.(?:provider_name|mode|provider|model_type|id|edition_type|varType|value_type|type)$/,
  n8n: /(?:^|\.)(?:__rl|cachedResult\w+|id|mode)$|^(?:color|width|height)$/,
  flowise: /Config\.|streaming|\.type$/,
  langflow: /^(?:code|_.*|sender|sender_name|should_store_message)$/,
  fastgpt: /^$/,
  coze: /(?:^|\.)(?:type|assistType)$|\b(?:rawMeta|schema)\b/,
  typebot: /(?:^|\.)(?:id|outgoingEdgeId|blockId)$/,
}

/** Ids and settings of the nodes of a file, read without the importers. */
const NODES: Readonly<Record<ImportPeer, (file: JsonObject) => [id: string, settings: Json][]>> = {
  dify: (file) =>
    listOf(objectOf(objectOf(file.workflow).graph).nodes)
      .map(objectOf)
      .map(({ id, data }) => [textOf(id), objectOf(data)]),
  n8n: ({ nodes }) =>
    listOf(nodes)
      .map(objectOf)
      .map(({ name, parameters }) => [textOf(name), objectOf(parameters)]),
  flowise: ({ nodes }) =>
    listOf(nodes)
      .map(objectOf)
      .map(({ id, data }) => [textOf(id), objectOf(objectOf(data).inputs)]),
  langflow: (file) =>
    listOf(objectOf(file.data).nodes)
      .map(objectOf)
      .map(({ id, data }) => {
        const fields = Object.entries(objectOf(objectOf(objectOf(data).node).template))
        return [textOf(id), Object.fromEntries(fields.map(([name, field]) => [name, objectOf(field).value ?? null]))]
      }),
  fastgpt: (file) =>
    listOf(file.nodes ?? objectOf(file.workflow).nodes)
      .map(objectOf)
      .map(({ nodeId, inputs }) => {
        const values = listOf(inputs)
          .map(objectOf)
          .map(({ key, value }) => [textOf(key), value ?? null])
        return [textOf(nodeId), Object.fromEntries(values)]
      }),
  coze: (file) =>
    listOf(file.nodes ?? objectOf(file.json).nodes)
      .map(objectOf)
      .flatMap((node) => [node, ...listOf(node.blocks).map(objectOf)])
      .map(({ id, data }) => [textOf(id), objectOf(objectOf(data).inputs)]),
  typebot: ({ groups }) =>
    listOf(groups)
      .flatMap((group) => listOf(objectOf(group).blocks))
      .map(objectOf)
      .map(({ id, options, content, items }) => [
        textOf(id),
        { options: objectOf(options), content: content ?? null, items: listOf(items) },
      ]),
}

function leaves(value: Json, at = ''): [string, Json][] {
  if (typeof value !== 'object' || value === null)
    return value === null || value === '' || value === false ? [] : [[at, value]]
  return Object.entries(value).flatMap(([key, child]) => leaves(child, at === '' ? key : `${at}.${key}`))
}

const contentOf = (text: string): JsonObject => objectOf(parse(text.replace(/^\uFEFF/, '')))

test('the samples are from all seven builders', () => {
  const peers = new Set(all.flatMap((text) => importApps(text).map(({ report }) => report.peer)))
  expect([...peers].toSorted()).toEqual(Object.keys(NODES).toSorted())
})

test.each(all.map((text, index) => [index, text] as const))(
  'the report of file %i has each setting exactly once',
  (_, text) => {
    for (const { report } of importApps(text, 'x')) {
      const { peer, settings } = report
      const rows = settings.map(({ at, path: name }) => `${at} ${name}`)
      expect(new Set(rows).size).toBe(rows.length)
      const listed = new Set(rows)
      const own = new Map(NODES[peer](contentOf(text)))
      for (const [id, values] of own)
        for (const [name, value] of leaves(values)) {
          const isEdge = peer === 'flowise' && /^\{\{[^{}]+\.data\.instance\}\}$/.test(String(value))
          if (!isEdge && !NOT_SETTINGS[peer].test(name)) expect(listed).toContain(`${id} ${name}`)
        }
    }
  },
)

test('a node with a dropped setting is neither exact nor equivalent', () => {
  for (const { report } of all.flatMap((text) => importApps(text, 'x'))) {
    const lossy = new Set(report.settings.flatMap(({ at, status }) => (status === 'dropped' ? [at] : [])))
    for (const { sourceId, status } of report.nodes)
      if (lossy.has(sourceId)) expect(['partial', 'missing']).toContain(status)
  }
})

/** Values of a fixed set, with another one of it. */
const OTHERS: Readonly<Record<string, string>> = { 'text-input': 'number', and: 'or' }

/** Another value of the same type. */
const other = (value: Json): Json =>
  typeof value === 'string' && OTHERS[value] !== undefined
    ? OTHERS[value]
    : typeof value === 'number'
      ? value + 1
      : typeof value === 'string'
        ? `${value}_x`
        : !value

function withChange(text: string, { at, path: name }: { at: string; path: string }): string {
  const file = contentOf(text)
  const keys = name.split('.')
  const last = keys.pop() ?? ''
  const node = listOf(objectOf(objectOf(file.workflow).graph).nodes)
    .map(objectOf)
    .find(({ id }) => textOf(id) === at)
  let holder: Json = node?.data ?? null
  // Safe: the path is that of a setting in the file.
  for (const key of keys) holder = (holder as JsonObject)[key] ?? null
  const target = holder as JsonObject
  target[last] = other(target[last] ?? null)
  return JSON.stringify(file)
}

const withoutPositions = ({ file }: ImportedApp) =>
  JSON.stringify(file.graph, (key, value: unknown) => (key === 'position' ? undefined : value))

test('each setting of an exact node changes the graph when it changes', () => {
  const wrong: string[] = []
  let checked = 0
  for (const text of all) {
    const [app] = importApps(text, 'x')
    if (app?.report.peer !== 'dify' || contentOf(text).workflow === undefined) continue
    const exact = new Map(
      app.report.nodes.filter(({ status }) => status === 'exact').map((node) => [node.sourceId, node]),
    )
    const before = withoutPositions(app)
    const counted = new Set(
      app.report.settings.map(({ at, path: name }) => `${at} ${name.replace(/conditions\.1\..*/, 'conditions.1')}`),
    )
    for (const setting of app.report.settings.filter(({ at, status }) => exact.has(at) && status === 'kept')) {
      // One condition is the same with either operator.
      const several = setting.path.replace(/logical_operator$/, 'conditions.1')
      if (several !== setting.path && !counted.has(`${setting.at} ${several}`)) continue
      checked += 1
      if (withoutPositions(readFirst(withChange(text, setting))) === before)
        wrong.push(`${exact.get(setting.at)?.sourceType} ${setting.path}: ${setting.value}`)
    }
  }
  expect(checked).toBeGreaterThan(20)
  expect(wrong).toEqual([])
})

test('reports used and dropped settings, and masks secrets', () => {
  const file = JSON.stringify({
    name: 'Flow',
    nodes: [
      { name: 'Start', type: 'n8n-nodes-base.manualTrigger', position: [0, 0], parameters: {} },
      {
        name: 'Wait',
        type: 'n8n-nodes-base.wait',
        position: [1, 0],
        parameters: { amount: 3, unit: 'minutes', apiKey: 'abc', options: { note: 'sk-abcdefghijklmnopqrstuvwx' } },
      },
    ],
    connections: { Start: { main: [[{ node: 'Wait', type: 'main', index: 0 }]] } },
  })
  const { settings, nodes } = readFirst(file).report
  expect(settings).toEqual([
    { at: 'Wait', path: 'amount', value: '3', status: 'kept' },
    { at: 'Wait', path: 'unit', value: 'minutes', status: 'kept' },
    { at: 'Wait', path: 'apiKey', value: '•••', status: 'dropped' },
    { at: 'Wait', path: 'options.note', value: '•••', status: 'dropped' },
  ])
  expect(nodes.find(({ sourceId }) => sourceId === 'Wait')?.status).toBe('partial')
})
