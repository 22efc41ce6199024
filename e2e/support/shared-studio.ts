import { type BrowserContext, test as base } from '@playwright/test'
import { type Studio, startStudio } from './studio-server'

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** A workspace of a server that several files share. Files that restart, configure or sign out of a server start one. */
export interface SharedStudio extends Studio {
  /** The session of the owner, which all files share. */
  session: { cookies: Cookies }
  /** Created by the first story of the file. */
  workspace: { id: string | null }
}

interface Shared {
  /** Call it once per file. */
  shareStudio(): SharedStudio
}

/** The server of a worker starts for the first file that shares it, which takes three seconds of a core. */
export const test = base.extend<object, Shared>({
  shareStudio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const { url, firstLine, stop } = await startStudio()
      const session = { cookies: [] }
      await use(() => ({ url, firstLine, session, workspace: { id: null } }))
      await stop()
    },
    { scope: 'worker' },
  ],
})
