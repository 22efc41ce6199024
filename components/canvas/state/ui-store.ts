import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FieldDrafts } from '@/components/runs/chat/input-fields'
import type { RunFileStore } from '@/components/runs/chat/run-file-store'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { planRunPart } from '@/lib/contracts/runs'
import type { JsonObject } from '@/lib/core/json'
import type { PortRef } from '@/lib/graph/graph'
import type { NodeGroup } from '@/lib/graph/manifest'
import type { PartKind } from '@/lib/graph/partial/plan-part'
import type { Place } from './graph-edits'

/** Target of a node from the quick-add dialog. */
export type QuickAdd =
  /** `parent` is the container whose “+” was pressed. */
  | { kind: 'place'; at: Place; parent?: string }
  /** An output was dropped on the canvas. The dialog offers only nodes that accept it. */
  | { kind: 'after'; from: PortRef; at: Place }
  /** An input was dropped on the canvas. The dialog offers only nodes that provide its value. */
  | { kind: 'before'; to: PortRef; at: Place }
  | { kind: 'between'; edgeId: string }

export type InspectorTab = 'settings' | 'run'
/** `steps` is a separate tab only if the run panel is too narrow for two columns. */
export type DockTab = 'run' | 'steps' | 'problems'

/** Side of the run panel on screens wider than a phone. */
export type DockSide = 'right' | 'bottom'

/** Which panel is right of the canvas where only one fits. */
export type RightPanel = 'inspector' | 'dock'

export interface PendingPart {
  kind: PartKind
  /** Node id as requested. The plan may use the surrounding container instead. */
  nodeId: string
  plan: ResponseOf<typeof planRunPart>
}

/** `node:port` of every port where the dragged connection can end. */
export type Fitting = { from: string; ports: ReadonlySet<string> } | null

/** Dropped or pasted files. `at` is a canvas position; without it, a free place is used. */
export interface GivenFiles {
  files: readonly File[]
  at?: Place
}

/** A schedule, webhook or service event whose form is open: a new one, or an existing one by its id. */
export interface StartForm {
  kind: 'schedule' | 'webhook' | 'event'
  id: string | null
}

export interface Connecting {
  node: string
  port?: { id: string; side: 'input' | 'output' }
}

export interface UiState {
  quickAdd: QuickAdd | null
  inspectorTab: InspectorTab
  dockTab: DockTab
  isDockOpen: boolean
  dockSide: DockSide
  rightPanel: RightPanel
  isPaletteOpen: boolean
  /** The group to which the node list scrolls. */
  paletteGroup: NodeGroup | null
  isInspectorOpen: boolean
  isShortcutsOpen: boolean
  isSearchOpen: boolean
  isCommandOpen: boolean
  /** Whether the outline replaces the canvas. */
  isOutlineOpen: boolean
  /** The node being connected from a list, and its port once selected. */
  connecting: Connecting | null
  /** The node whose edge is being removed from a list. */
  disconnecting: string | null
  /** Screen reader announcement; the number makes a repeated message announced again. */
  announcement: { text: string; number: number }
  fitting: Fitting
  /**
   * The node whose card lists all its ports, and the node whose card does so only while a connection is
   * dragged over it.
   */
  openPorts: string | null
  peekedPorts: string | null
  /** The step of the latest run in the inspector, if the node ran more than once. */
  tracedKey: string | null
  /** The container that would receive the dragged node. */
  dropTarget: string | null
  /** The edge into which the dragged node would be inserted. */
  dropEdge: string | null
  /** Nodes that cause an issue, shown as a path while they are selected. */
  trail: readonly string[]
  /** Alignment lines of the dragged node, in graph pixels. */
  guides: { x: number | null; y: number | null } | null
  /** The next line drawn on the canvas selects the nodes inside it. */
  isLassoOn: boolean
  /** Whether the sub-app dialog is open. */
  isSubAppOpen: boolean
  /** Files for the file dialog. */
  files: GivenFiles | null
  /** Confirmation before containers are deleted with their contents. */
  isRemovalOpen: boolean
  /** The form of what starts the app. */
  startForm: StartForm | null
  /** A partial run that needs confirmation, and the server's plan for it. */
  pendingPart: PendingPart | null
  /** The node whose pinned outputs are being edited. */
  pinEditor: string | null
  /** The app was run or published once, so incomplete parts are shown in red. */
  hasTried: boolean
  /** Draft message of the run panel, kept when the tab changes. */
  message: string
  formDrafts: FieldDrafts
  /** Increases when something other than the run panel sets its message or form. */
  inputsVersion: number
  /** Unsent files by form field; those of the message are in `message`. */
  fileDrafts: Map<string, RunFileStore>
  /** Valid inputs of the run panel, for the forecast. */
  typedInputs: JsonObject | null
  /** The hovered edge and its screen position. */
  hoveredEdge: { id: string; x: number; y: number } | null
  /** The field that the inspector focuses. `at` is the time of the request, so that a field can be focused again. */
  focusField: { nodeId: string; path: string; at: number } | null
  set(change: Partial<UiState>): void
  openDock(tab: DockTab): void
  announce(text: string): void
}

/** Key under which this browser stores whether the full node list is shown. */
export const PALETTE_KEY = 'patchbay-palette'
/** Key under which this browser stores the side of the run panel. */
export const DOCK_SIDE_KEY = 'patchbay-dock-side'

export type UiStore = StoreApi<UiState>

export function createUiStore(): UiStore {
  return createStore<UiState>((set) => ({
    quickAdd: null,
    inspectorTab: 'settings',
    dockTab: 'run',
    isDockOpen: isRunLink(),
    dockSide: storedDockSide(),
    rightPanel: isRunLink() ? 'dock' : 'inspector',
    isPaletteOpen: wasPaletteOpen(),
    paletteGroup: null,
    isInspectorOpen: true,
    isShortcutsOpen: false,
    isSearchOpen: false,
    isCommandOpen: false,
    isOutlineOpen: isNarrow(),
    connecting: null,
    disconnecting: null,
    announcement: { text: '', number: 0 },
    fitting: null,
    openPorts: null,
    peekedPorts: null,
    tracedKey: null,
    dropTarget: null,
    dropEdge: null,
    trail: [],
    guides: null,
    isLassoOn: false,
    isSubAppOpen: false,
    startForm: null,
    files: null,
    isRemovalOpen: false,
    pendingPart: null,
    pinEditor: null,
    hasTried: false,
    message: '',
    formDrafts: {},
    inputsVersion: 0,
    fileDrafts: new Map(),
    typedInputs: null,
    hoveredEdge: null,
    focusField: null,
    set,
    openDock: (dockTab) => set({ dockTab, isDockOpen: true, rightPanel: 'dock' }),
    announce: (text) => set(({ announcement }) => ({ announcement: { text, number: announcement.number + 1 } })),
  }))
}

/** A link to the app with its run panel. */
function isRunLink(): boolean {
  return typeof window !== 'undefined' && window.location.hash === '#run'
}

/** Stored in this browser. On smaller screens the canvas would become too narrow beside the panel. */
function storedDockSide(): DockSide {
  if (typeof window === 'undefined' || window.innerWidth < 1024) return 'bottom'
  return localStorage.getItem(DOCK_SIDE_KEY) === 'bottom' ? 'bottom' : 'right'
}

/** Phones start with the outline, which fits the screen. */
function isNarrow(): boolean {
  return typeof window !== 'undefined' && window.innerWidth < 768
}

/** On tablets the node list, canvas and inspector do not fit side by side, so the list opens on demand. */
function wasPaletteOpen(): boolean {
  if (typeof window === 'undefined' || window.innerWidth < 1024) return false
  return localStorage.getItem(PALETTE_KEY) === 'open'
}

export function portKey(node: string, port: string): string {
  return `${node}:${port}`
}
