import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SaveStatus } from './saver'

export interface SaveState {
  status: SaveStatus
  /** Error message of the last failed save. */
  problem: string | null
  /** Retrying would fail the same way; only a change of the graph helps. */
  isRejected: boolean
}

export type SaveStore = StoreApi<SaveState>

export function createSaveStore(): SaveStore {
  return createStore<SaveState>(() => ({ status: 'saved', problem: null, isRejected: false }))
}
