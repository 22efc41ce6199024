import { expect, type Page } from '@playwright/test'
import type { StudioServer } from './studio-server'

/** The owner of a test instance. */
export const OWNER = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }

/** Creates the owner by the printed link, or signs in if one exists. Over HTTP; newcomer.spec.ts uses the pages. */
export async function setUp(page: Page, studio: StudioServer): Promise<void> {
  // Most stories read the nodes of a run beside its answer. readable.spec.ts covers the panel on the right.
  await page.addInitScript(() => {
    localStorage['patchbay-dock-side'] ??= 'bottom'
  })
  const headers = { origin: studio.url }
  const token = /setup=(\S+)/.exec(studio.firstLine)?.[1] ?? ''
  const created = await page.request.post(`${studio.url}/api/studio/session/setup`, {
    data: { token, ...OWNER },
    headers,
  })
  if (created.ok()) return
  const { email, password } = OWNER
  expect(
    (await page.request.post(`${studio.url}/api/studio/session`, { data: { email, password }, headers })).status(),
  ).toBe(200)
}
