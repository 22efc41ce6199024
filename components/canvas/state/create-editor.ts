import { createRunStore } from '@/components/runs/run-store'
import { request } from '@/lib/client/http/request'
import { type AppDetail, saveDraft } from '@/lib/contracts/apps'
import { migrateGraph } from '@/lib/graph/format/migrate-graph'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { allManifests, lookUpManifest } from '../node-manifests'
import { createActions } from './editor-actions'
import type { Editor } from './editor-context'
import { createEditorStore } from './editor-store'
import { openSettingsOfNew } from './open-settings-of-new'
import { NO_PRESETS, type Presets } from './presets'
import { createSaveStore } from './saving/save-store'
import { createSaver, mayBeSavedLater } from './saving/saver'
import { createUiStore } from './ui-store'

/** The stores and services of one open canvas. */
export function createEditor(
  app: Pick<AppDetail, 'id' | 'graph' | 'revision'> & Partial<Pick<AppDetail, 'hasImportReport'>>,
): Editor {
  const graph = migrateGraph(app.graph, lookUpManifest)
  const store = createEditorStore(graph)
  const save = createSaveStore()
  const saver = createSaver({
    graph,
    revision: app.revision,
    save: (draft, revision) => request(saveDraft, { params: { appId: app.id }, body: { revision, graph: draft } }),
    onStatus: (status, error) =>
      save.setState({
        status,
        problem: error instanceof Error ? error.message : null,
        isRejected: status === 'failed' && !mayBeSavedLater(error),
      }),
  })
  const ui = createUiStore()
  const presets: Presets = { ...NO_PRESETS }
  openSettingsOfNew(store, ui)
  return {
    appId: app.id,
    hasImportReport: app.hasImportReport ?? false,
    store,
    ui,
    run: createRunStore(),
    save,
    saver,
    actions: createActions(store, lookUpManifest, presets),
    presets,
    migrated: migratedNodes(app.graph, graph),
    manifests: lookUpManifest,
    allManifests,
  }
}

function migratedNodes(stored: Graph, migrated: Graph): Map<string, GraphNode> {
  const versions = new Map(migrated.nodes.map(({ id, version }) => [id, version]))
  const older = stored.nodes.filter(({ id, version }) => version < (versions.get(id) ?? version))
  return new Map(older.map((node) => [node.id, node]))
}
