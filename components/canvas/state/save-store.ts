import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SaveStatus } from './saver'

export interface SaveState {
  status: SaveStatus
  /** The reason in words, when saving failed. */
  problem: string | null
}

export type SaveStore = StoreApi<SaveState>

export function createSaveStore(): SaveStore {
  return createStore<SaveState>(() => ({ status: 'saved', problem: null }))
}
