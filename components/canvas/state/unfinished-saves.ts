import { holdTab } from '@/lib/client/hold-tab'
import type { SaveStore } from './save-store'

const unfinished = new Map<string, Promise<void>>()

/** The canvas is left while its drawing is not saved yet: the tab asks before it closes, and the app opens again only afterwards. */
export function finishSave(appId: string, save: SaveStore): void {
  if (save.getState().status === 'saved') return
  const release = holdTab()
  const done = new Promise<void>((resolve) => {
    const end = save.subscribe(({ status }) => {
      // What the server refuses can no longer be mended from another page.
      if (status !== 'saved' && status !== 'conflict') return
      end()
      resolve()
    })
  }).then(() => {
    release()
    if (unfinished.get(appId) === done) unfinished.delete(appId)
  })
  unfinished.set(appId, done)
}

/** Resolves once nothing of this app waits to be saved: what is loaded before that would be older than what was drawn. */
export async function untilSaved(appId: string): Promise<void> {
  await unfinished.get(appId)
}
