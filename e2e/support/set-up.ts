import { type APIRequestContext, expect, type Page } from '@playwright/test'
import type { SharedStudio } from './shared-studio'
import type { Studio } from './studio-server'

/** The owner of a test instance. */
export const OWNER = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }

/** Creates the owner by the printed link, or signs in if one exists. Over HTTP; newcomer.spec.ts uses the pages. */
export async function setUp(page: Page, studio: Studio | SharedStudio): Promise<void> {
  // Most stories read the nodes of a run beside its answer. readable.spec.ts covers the panel on the right.
  await page.addInitScript(() => {
    localStorage['patchbay-dock-side'] ??= 'bottom'
  })
  await ('session' in studio ? enter(page, studio) : signIn(page.request, studio))
}

async function signIn(request: APIRequestContext, studio: Studio): Promise<void> {
  const headers = { origin: studio.url }
  const token = /setup=(\S+)/.exec(studio.firstLine)?.[1] ?? ''
  const created = await request.post(`${studio.url}/api/studio/session/setup`, {
    data: { token, ...OWNER },
    headers,
  })
  if (created.ok()) return
  const { email, password } = OWNER
  expect(
    (await request.post(`${studio.url}/api/studio/session`, { data: { email, password }, headers })).status(),
  ).toBe(200)
}

/** Signs in once per server, since attempts to sign in are limited, and selects the workspace of the file. */
async function enter(page: Page, studio: SharedStudio): Promise<void> {
  const { url, session, workspace } = studio
  if (session.cookies.length === 0) {
    await signIn(page.request, studio)
    session.cookies = await page.context().cookies()
  } else await page.context().addCookies(session.cookies)
  const headers = { origin: url }
  const entered =
    workspace.id === null
      ? await page.request.post(`${url}/api/studio/workspaces`, {
          data: { name: `${OWNER.name}'s workspace` },
          headers,
        })
      : await page.request.put(`${url}/api/studio/session/workspace`, { data: { id: workspace.id }, headers })
  expect(entered.status(), await entered.text()).toBe(200)
  workspace.id = (await entered.json()).id
}
