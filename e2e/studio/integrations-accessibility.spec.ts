import { expect, type Page, test } from '@playwright/test'
import { petDocument } from '../../lib/import/openapi/testing/pet-document'
import { type EverythingServer, startEverythingServer } from '../../lib/services/integrations/testing/everything-server'
import { findProblems, SCREENS } from '../support/find-problems'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let everything: EverythingServer

test.beforeAll(async () => {
  everything = await startEverythingServer()
  studio = await startStudio({ env: { EGRESS_ALLOW: everything.origin } })
})
test.afterAll(async () => {
  await everything.stop()
  await studio.stop()
})

test('the pages of integrations have no serious accessibility problem on a desktop and a phone', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: SCREENS.desktop, reducedMotion: 'reduce', bypassCSP: true })
  const page = await context.newPage()
  await setUp(page, studio)
  const found: string[] = []
  const check = async (where: string) => {
    found.push(...(await findProblems(page, where, 'desktop')), ...(await findProblems(page, where, 'phone')))
    await page.setViewportSize(SCREENS.desktop)
  }

  await page.goto(`${studio.url}/integrations`)
  await page
    .getByRole('link', { name: /^Slack/ })
    .first()
    .waitFor()
  await check('gallery')
  await page.goto(`${studio.url}/integrations/slack`)
  await page.getByText('Post a message').first().waitFor()
  await check('service')
  await failToConnect(page)
  await check('connection form')

  await page.goto(`${studio.url}/integrations/apis`)
  await page.getByRole('link', { name: 'Import an API' }).first().click()
  await page.getByRole('radio', { name: 'Text' }).click()
  await page.getByRole('textbox', { name: 'Document' }).fill(petDocument())
  await check('API document')
  await page.getByRole('button', { name: 'Read document' }).click()
  await page.getByText('Pet shop · 1 · 3 operations').waitFor()
  await page.getByRole('combobox', { name: 'Address of the API' }).fill('https://pets.example.com/v1')
  await page.getByRole('checkbox', { name: 'Select all of pets' }).click()
  await check('API operations')
  await page.getByRole('button', { name: 'Import 3 operations' }).click()
  await page.getByRole('heading', { name: 'Pet shop' }).waitFor()
  await check('API')
  await page.goto(`${studio.url}/integrations/apis`)
  await page.getByText('Pet shop').first().waitFor()
  await check('APIs')

  await page.goto(`${studio.url}/integrations/mcp-servers`)
  await page.getByRole('button', { name: 'Add MCP server' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'URL' }).fill(everything.url)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Everything')
  await dialog.getByRole('button', { name: 'Save and list tools' }).click()
  await page.getByRole('heading', { name: 'Everything' }).waitFor()
  await page.getByRole('button', { name: 'Try get-sum' }).click()
  await page.getByRole('form', { name: 'Try get-sum' }).waitFor()
  await check('MCP server')
  await page.goto(`${studio.url}/integrations/mcp-servers`)
  await page.getByText('Everything').first().waitFor()
  await check('MCP servers')
  expect(found).toEqual([])
  await context.close()
})

/** The form names the entry that the operator must add. */
async function failToConnect(page: Page): Promise<void> {
  await page.goto(`${studio.url}/integrations/connections?new=redis`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Host').fill('redis.example.com')
  await dialog.getByRole('button', { name: 'Save and test' }).click()
  await expect(page.getByText('“redis.example.com:6379” in EGRESS_ALLOW').first()).toBeVisible()
}
