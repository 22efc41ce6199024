'use client'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { RunStore } from '@/components/runs/run-store'
import { raiseInternal } from '@/lib/core/internal-error'
import type { GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup, NodeManifest } from '@/lib/graph/manifest'

import type { EditorActions } from './editor-actions'
import type { EditorState, EditorStore } from './editor-store'
import type { Presets } from './presets'
import type { SaveStore } from './saving/save-store'
import type { Saver } from './saving/saver'
import type { UiState, UiStore } from './ui-store'

export interface Editor {
  appId: string
  /** Whether an import created the app. */
  hasImportReport: boolean
  store: EditorStore
  ui: UiStore
  run: RunStore
  save: SaveStore
  saver: Saver
  actions: EditorActions
  /** Stored form of nodes that are shown and run as a newer version of their type. */
  migrated: Map<string, GraphNode>
  manifests: ManifestLookup
  allManifests: readonly NodeManifest[]
  presets: Presets
}

export const EditorContext = createContext<Editor | null>(null)

export function useEditor(): Editor {
  return useContext(EditorContext) ?? raiseInternal('No editor context.')
}

export function useEditorState<Value>(select: (state: EditorState) => Value): Value {
  return useStore(useEditor().store, select)
}

export function useUi<Value>(select: (state: UiState) => Value): Value {
  return useStore(useEditor().ui, select)
}

/** One node of the graph. Changes to other nodes trigger no render. */
export function useGraphNode(id: string): GraphNode | undefined {
  return useEditorState((state) => state.nodeById.get(id))
}
