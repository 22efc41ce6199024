import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FieldDrafts } from '@/components/runs/chat/input-fields'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { planRunPart } from '@/lib/contracts/runs'
import type { JsonObject } from '@/lib/core/json'
import type { PortRef } from '@/lib/graph/graph'
import type { PartKind } from '@/lib/graph/partial/plan-part'
import type { Place } from './graph-edits'

/** Where a node that is chosen in the quick-add dialog goes. */
export type QuickAdd =
  | { kind: 'place'; at: Place /** The container whose “+” was pressed. */; parent?: string }
  /** An output was dropped on the empty canvas: only nodes that take it. */
  | { kind: 'after'; from: PortRef; at: Place }
  /** An input was dropped: only nodes that give what it takes. */
  | { kind: 'before'; to: PortRef; at: Place }
  | { kind: 'between'; edgeId: string }

export type InspectorTab = 'settings' | 'run'
/** `steps` has a tab of its own only where the run panel is too narrow to show them beside. */
export type DockTab = 'run' | 'steps' | 'problems'

export interface AskedPart {
  kind: PartKind
  /** As it was asked for; the plan's is the container around it, where it has one. */
  nodeId: string
  plan: ResponseOf<typeof planRunPart>
}

/** `node:port` of every port where the wire in hand may end. */
export type Fitting = { from: string; ports: ReadonlySet<string> } | null

/** Dropped on the canvas or pasted. `at`: where on the drawing; without it, wherever there is room. */
export interface GivenFiles {
  files: readonly File[]
  at?: Place
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
  isPaletteOpen: boolean
  isInspectorOpen: boolean
  isShortcutsOpen: boolean
  isSearchOpen: boolean
  isCommandOpen: boolean
  /** The drawing as a tree in the place of the canvas. */
  isOutlineOpen: boolean
  /** The node that is being connected from a list, and the port of it once that is chosen. */
  connecting: Connecting | null
  /** The node of which an edge is being taken away from a list. */
  disconnecting: string | null
  /** Said by screen readers; the number makes the same words news again. */
  announcement: { text: string; number: number }
  fitting: Fitting
  /** The step of the newest run that the inspector shows, when it ran more than once. */
  tracedKey: string | null
  /** The container that would take what is dragged, if it were let go now. */
  dropTarget: string | null
  /** Nodes along which a problem comes about, drawn as a way as long as they are what is chosen. */
  trail: readonly string[]
  /** Lines that the dragged node lies on, in the drawing's pixels. */
  guides: { x: number | null; y: number | null } | null
  /** The next line that is drawn on the canvas chooses what is within. */
  isLassoOn: boolean
  /** Asks for the name of the app that the chosen nodes become. */
  isSubAppAsked: boolean
  /** Files of which is asked what to do with them. */
  files: GivenFiles | null
  /** Asks before containers are deleted with what is inside of them. */
  isRemovalAsked: boolean
  /** A part of the app that cannot run without a word first, and what the server says of it. */
  askedPart: AskedPart | null
  /** The node whose pinned outputs are being edited. */
  pinEditor: string | null
  /** The app was run or published once: unfinished parts are shown in red from now on. */
  hasTried: boolean
  /** The run panel's message, kept while another of its tabs is open. */
  message: string
  formDrafts: FieldDrafts
  /** What stands in the run panel's form or message, if it can be run with; for the forecast. */
  typedInputs: JsonObject | null
  /** The edge under the cursor, and where that is on the screen. */
  hoveredEdge: { id: string; x: number; y: number } | null
  /** Bumped with the id to make the inspector show and focus a field. */
  focusField: { nodeId: string; path: string; at: number } | null
  set(change: Partial<UiState>): void
  openDock(tab: DockTab): void
  announce(text: string): void
}

export type UiStore = StoreApi<UiState>

export function createUiStore(): UiStore {
  return createStore<UiState>((set) => ({
    quickAdd: null,
    inspectorTab: 'settings',
    dockTab: 'run',
    isDockOpen: false,
    isPaletteOpen: isRoomy(),
    isInspectorOpen: true,
    isShortcutsOpen: false,
    isSearchOpen: false,
    isCommandOpen: false,
    isOutlineOpen: isNarrow(),
    connecting: null,
    disconnecting: null,
    announcement: { text: '', number: 0 },
    fitting: null,
    tracedKey: null,
    dropTarget: null,
    trail: [],
    guides: null,
    isLassoOn: false,
    isSubAppAsked: false,
    files: null,
    isRemovalAsked: false,
    askedPart: null,
    pinEditor: null,
    hasTried: false,
    message: '',
    formDrafts: {},
    typedInputs: null,
    hoveredEdge: null,
    focusField: null,
    set,
    openDock: (dockTab) => set({ dockTab, isDockOpen: true }),
    announce: (text) => set(({ announcement }) => ({ announcement: { text, number: announcement.number + 1 } })),
  }))
}

/** On a phone the drawing is read rather than drawn: as a list it fits. */
function isNarrow(): boolean {
  return typeof window !== 'undefined' && window.innerWidth < 768
}

/** On a tablet palette, canvas and inspector do not fit side by side: the palette opens when asked for. */
function isRoomy(): boolean {
  return typeof window === 'undefined' || window.innerWidth >= 1024
}

export function portKey(node: string, port: string): string {
  return `${node}:${port}`
}
