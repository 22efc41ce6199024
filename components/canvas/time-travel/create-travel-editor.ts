import { createRunStore, newRunRecord } from '@/components/runs/run-store'
import { internalError } from '@/lib/core/internal-error'
import { migrateGraph } from '@/lib/graph/format/migrate-graph'
import type { Graph } from '@/lib/graph/graph'
import { allManifests, lookUpManifest } from '../node-manifests'
import { createActions } from '../state/editor-actions'
import type { Editor } from '../state/editor-context'
import { createEditorStore } from '../state/editor-store'
import { NO_PRESETS } from '../state/presets'
import { createSaveStore } from '../state/saving/save-store'
import { createSaver } from '../state/saving/saver'
import { createUiStore } from '../state/ui-store'

/** Editor for the canvas of a past run. Its settings can be changed for a trial but are never saved. */
export function createTravelEditor(run: { appId: string; runId: string; graph: Graph }): Editor {
  const graph = migrateGraph(run.graph, lookUpManifest)
  const store = createEditorStore(graph)
  const runs = createRunStore()
  const ui = createUiStore()
  ui.getState().set({ inspectorTab: 'run' })
  const record = { ...newRunRecord({ message: null, inputs: {}, answerNodes: [] }), runId: run.runId }
  runs.getState().add({ ...record, isActive: false })
  return {
    hasImportReport: false,
    appId: run.appId,
    store,
    ui,
    run: runs,
    save: createSaveStore(),
    saver: createSaver({
      graph,
      revision: 0,
      save: () => Promise.reject(internalError('A past run cannot be saved.')),
      onStatus: () => {},
    }),
    actions: createActions(store, lookUpManifest),
    presets: { ...NO_PRESETS },
    // Migrated nodes of a past run are never stored.
    migrated: new Map(),
    manifests: lookUpManifest,
    allManifests,
  }
}
