import { expect, type Page } from '@playwright/test'
import { post } from './make-documents-app'
import type { Studio } from './studio-server'

/** Publishes the draft for pages of these origins. @returns the slug of the published app */
export async function publishApp(
  page: Page,
  studio: Studio,
  appId: string,
  origins: string[],
  widget: object = {},
  overrides: object = {},
): Promise<string> {
  const app = `${studio.url}/api/studio/apps/${appId}`
  const { revision } = await (await page.request.get(app)).json()
  const { publication } = await post(page.request, studio, `/api/studio/apps/${appId}/versions`, { revision })
  const { slug, access, title, greeting, suggestions, accent } = publication
  const data = { slug, access, title, greeting, suggestions, accent, allowedOrigins: origins, widget, ...overrides }
  const saved = await page.request.put(`${app}/publication`, { data, headers: { origin: studio.url } })
  expect(saved.status(), await saved.text()).toBe(200)
  return slug
}
