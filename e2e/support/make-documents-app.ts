import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { makePdf } from './make-pdf'
import type { Studio } from './studio-server'

const PAGES = [
  'The Aurora 7 kettle: handbook.\n\nPlease read this handbook before the first use. The kettle holds one point seven litres.',
  'Warranty.\n\nThe warranty of the Aurora 7 kettle lasts eleven years from the day of purchase. Damage by limescale is not covered.',
]

export const QUESTION = 'How long does the warranty of the Aurora 7 kettle last?'
export const ANSWER = /lasts eleven years/

export interface DocumentsApp {
  appId: string
  knowledgeBaseId: string
}

/** The template that answers from documents, with an indexed handbook. */
export async function makeDocumentsApp(page: Page, studio: Studio, name: string): Promise<DocumentsApp> {
  const { id: knowledgeBaseId } = await post(page.request, studio, '/api/studio/knowledge', { name: 'Kettles' })
  const file = { name: 'aurora.pdf', mimeType: 'application/pdf', buffer: makePdf(PAGES) }
  const documents = `${studio.url}/api/studio/knowledge/${knowledgeBaseId}/documents`
  const sent = await page.request.post(documents, { multipart: { file }, headers: { origin: studio.url } })
  expect(sent.status(), await sent.text()).toBe(200)
  const body = { name, templateId: 'chat-with-documents', knowledgeBaseId }
  const { id: appId } = await post(page.request, studio, '/api/studio/apps', body)
  await expect
    .poll(async () => (await (await page.request.get(documents)).json()).documents[0].status, { timeout: 60_000 })
    .toBe('ready')
  return { appId, knowledgeBaseId }
}

export async function post(api: APIRequestContext, studio: Studio, path: string, data: object) {
  const response = await api.post(studio.url + path, { data, headers: { origin: studio.url } })
  expect(response.status(), await response.text()).toBe(200)
  return response.json()
}
