import { expect, test } from '@playwright/test'
import { type PageServer, servePage } from '../support/serve-page'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let site: PageServer
const pages = new Map([
  [
    '/',
    '<html><title>Aurora kettles</title><h1>Kettles</h1><p>Our kettles boil water.</p><a href="/warranty">Warranty</a><a href="/care">Care</a></html>',
  ],
  ['/warranty', '<html><title>Warranty</title><h1>Warranty</h1><p>The warranty lasts eleven years.</p></html>'],
  ['/care', '<html><title>Care</title><h1>Care</h1><p>Descale the kettle every six weeks.</p></html>'],
])

test.beforeAll(async () => {
  site = await servePage((url) => pages.get(url.pathname) ?? '')
  studio = await startStudio({ env: { EGRESS_ALLOW: new URL(site.origin).host.replace('localhost', '127.0.0.1') } })
})
test.afterAll(async () => {
  site.close()
  await studio.stop()
})

test('a site is crawled, and after a change only the changed page is processed', async ({ page }) => {
  await setUp(page, studio)
  const created = await page.request.post(`${studio.url}/api/studio/knowledge`, {
    data: { name: 'Kettles' },
    headers: { origin: studio.url },
  })
  const { id } = await created.json()
  await page.goto(`${studio.url}/knowledge/${id}?tab=sources`)

  await test.step('the source is tested and added', async () => {
    await page.getByRole('button', { name: 'Add source' }).click()
    await page.getByRole('button', { name: /Web pages/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Address').fill(`${site.origin}/`)
    await dialog.getByRole('button', { name: 'Test' }).click()
    await expect(dialog.getByText('Documents found')).toBeVisible()
    await dialog.getByRole('button', { name: 'Add source' }).click()
    await expect(page.getByText(/3 added/)).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText(/^Synced/)).toBeVisible({ timeout: 60_000 })
  })

  await test.step('only the changed page is updated', async () => {
    pages.set('/care', '<html><title>Care</title><h1>Care</h1><p>Descale the kettle every nine weeks.</p></html>')
    await page.getByRole('button', { name: 'Sync now' }).click()
    await expect(page.getByText(/1 updated · 2 unchanged/)).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: /1 updated/ }).click()
    const report = page.getByRole('dialog')
    await expect(report.getByRole('link', { name: 'Care' })).toHaveAttribute('href', `${site.origin}/care`)
    await expect(report.getByText('Updated', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('its documents link to their source', async () => {
    await page.getByRole('tab', { name: 'Documents' }).click()
    await expect(page.getByRole('link', { name: 'Open “Warranty” at its source' })).toHaveAttribute(
      'href',
      `${site.origin}/warranty`,
    )
  })
})
