import { reachability } from '@/lib/client/connection/reachability'
import { lockTab } from '@/lib/client/session/lock-tab'
import { signedOut } from '@/lib/client/session/signed-out'
import type { Editor } from '../editor-context'

type Drawing = Pick<Editor, 'appId' | 'save' | 'saver'>

const unfinished = new Map<string, Promise<void>>()

/** Saves pending changes when the server is reachable or after sign-in. @returns a function that stops this */
export function saveWhenAnswered(saver: Drawing['saver']): () => void {
  const retry = () => {
    if (saver.isDirty() && reachability.read() && !signedOut.read()) void saver.flush()
  }
  const unsubscribers = [reachability.subscribe(retry), signedOut.subscribe(retry)]
  return () => {
    for (const unsubscribe of unsubscribers) unsubscribe()
  }
}

/**
 * Called when the canvas is left with unsaved changes: the tab asks before it closes, and the app reopens only
 * afterwards.
 */
export function finishSave(drawing: Drawing): void {
  const { appId, saver } = drawing
  if (!saver.isDirty()) return
  const release = lockTab()
  const unsubscribe = saveWhenAnswered(saver)
  void saver.flush()
  const done = untilOver(drawing).then(() => {
    unsubscribe()
    release()
    if (unfinished.get(appId) === done) unfinished.delete(appId)
  })
  unfinished.set(appId, done)
}

/** Resolves when this app has no pending save. Loading earlier would show an outdated graph. */
export async function untilSaved(appId: string): Promise<void> {
  await unfinished.get(appId)
}

function untilOver({ save, saver }: Drawing): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      const { status, isRejected } = save.getState()
      // A rejected graph cannot be fixed from another page.
      if (saver.isDirty() && status !== 'conflict' && !isRejected) return
      unsubscribe()
      resolve()
    }
    const unsubscribe = save.subscribe(check)
    check()
  })
}
