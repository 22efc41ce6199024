import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SaveStatus } from './saver'

export interface SaveState {
  status: SaveStatus
  /** The reason in words, when saving failed. */
  problem: string | null
  /** The server would say the same of this drawing again: it waits for a change. */
  isRefused: boolean
}

export type SaveStore = StoreApi<SaveState>

export function createSaveStore(): SaveStore {
  return createStore<SaveState>(() => ({ status: 'saved', problem: null, isRefused: false }))
}
