import { expect, type Page } from '@playwright/test'
import type { StudioServer } from './studio-server'

const PERSON = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }

/** Creates the owner by the printed link, or signs in where there is one already. Over HTTP: the newcomer's test does it by hand. */
export async function setUp(page: Page, studio: StudioServer): Promise<void> {
  const headers = { origin: studio.url }
  const token = /setup=(\S+)/.exec(studio.firstLine)?.[1] ?? ''
  const made = await page.request.post(`${studio.url}/api/studio/session/setup`, {
    data: { token, ...PERSON },
    headers,
  })
  if (made.ok()) return
  const { email, password } = PERSON
  expect(
    (await page.request.post(`${studio.url}/api/studio/session`, { data: { email, password }, headers })).status(),
  ).toBe(200)
}
