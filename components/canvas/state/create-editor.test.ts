import { expect, test } from 'vitest'
import { sampleGraph } from '@/lib/graph/testing/sample-graph'
import { lookUpManifest } from '../node-manifests'
import { createEditor } from './create-editor'

const node = (id: string, version: number) => ({
  id,
  type: 'agent',
  version,
  label: id,
  config: { maxSteps: 3 },
  position: { x: 0, y: 0 },
})

test('a new node opens on its settings, whichever tab was open', () => {
  const { store, ui, actions, allManifests } = createEditor({
    id: 'app',
    revision: 0,
    graph: sampleGraph([node('a', 2)]),
  })
  const manifest = allManifests.find(({ type }) => type === 'template')
  if (!manifest) throw new Error('No template')
  store.getState().select(['a'])
  ui.getState().set({ inspectorTab: 'run' })
  const added = actions.insertBeside(manifest, { x: 0, y: 0 })
  expect(ui.getState().inspectorTab).toBe('settings')
  // Switching between nodes keeps the tab.
  ui.getState().set({ inspectorTab: 'run' })
  for (const id of ['a', added]) store.getState().select([id])
  expect(ui.getState().inspectorTab).toBe('run')
})

test('a new Retriever searches the only knowledge base', () => {
  const { store, presets, actions, allManifests } = createEditor({ id: 'app', revision: 0, graph: sampleGraph([]) })
  const manifest = allManifests.find(({ type }) => type === 'retriever')
  if (!manifest) throw new Error('No retriever')
  const insert = () => {
    const id = actions.insertBeside(manifest, { x: 0, y: 0 })
    return store.getState().nodeById.get(id)?.config
  }
  expect(insert()).toMatchObject({ knowledgeBaseId: '' })
  presets.knowledgeBaseId = '019ab000-0000-7000-8000-000000000001'
  expect(insert()).toMatchObject({ knowledgeBaseId: presets.knowledgeBaseId })
})

test('shows nodes of an older version as the newest version without changing the stored form', () => {
  const editor = createEditor({ id: 'app', revision: 0, graph: sampleGraph([node('old', 1), node('new', 2)]) })
  expect(editor.store.getState().nodeById.get('old')).toMatchObject({
    version: 2,
    config: { ask: 'never', maxSteps: 3 },
  })
  expect([...editor.migrated]).toEqual([['old', node('old', 1)]])
  expect(editor.saver.isDirty()).toBe(false)
})

test('a new node selects the only table and the only MCP server', () => {
  const { store, presets, actions } = createEditor({ id: 'app', revision: 0, graph: sampleGraph([]) })
  const add = (type: string) => {
    const manifest = lookUpManifest(type)
    const id = manifest ? actions.insertBeside(manifest, { x: 0, y: 0 }) : ''
    return store.getState().nodeById.get(id)?.config
  }
  expect([add('table')?.table, add('mcp-tools')?.server]).toEqual(['', ''])
  Object.assign(presets, { table: 'orders', mcpServer: { id: 's1', name: 'Files' } })
  expect(add('table')).toMatchObject({ table: 'orders' })
  expect(add('mcp-tools')).toMatchObject({ server: 's1', serverName: 'Files' })
})
