import { answering } from '@/lib/client/connection/reachability'
import { holdTab } from '@/lib/client/session/lock-tab'
import { signedOut } from '@/lib/client/session/signed-out'
import type { Editor } from '../editor-context'

type Drawing = Pick<Editor, 'appId' | 'save' | 'saver'>

const unfinished = new Map<string, Promise<void>>()

/** Saves at once what waited for a server or a sign-in. @returns what ends it. */
export function saveWhenAnswered(saver: Drawing['saver']): () => void {
  const retry = () => {
    if (saver.isDirty() && answering.read() && !signedOut.read()) void saver.flush()
  }
  const ends = [answering.subscribe(retry), signedOut.subscribe(retry)]
  return () => {
    for (const end of ends) end()
  }
}

/** The canvas is left while its drawing is not saved yet: the tab asks before it closes, and the app opens again only afterwards. */
export function finishSave(drawing: Drawing): void {
  const { appId, saver } = drawing
  if (!saver.isDirty()) return
  const release = holdTab()
  const stopWaiting = saveWhenAnswered(saver)
  void saver.flush()
  const done = untilOver(drawing).then(() => {
    stopWaiting()
    release()
    if (unfinished.get(appId) === done) unfinished.delete(appId)
  })
  unfinished.set(appId, done)
}

/** Resolves once nothing of this app waits to be saved: what is loaded before that would be older than what was drawn. */
export async function untilSaved(appId: string): Promise<void> {
  await unfinished.get(appId)
}

function untilOver({ save, saver }: Drawing): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const { status, isRefused } = save.getState()
      // What the server refuses can no longer be mended from another page.
      if (saver.isDirty() && status !== 'conflict' && !isRefused) return
      end()
      resolve()
    }
    const end = save.subscribe(look)
    look()
  })
}
