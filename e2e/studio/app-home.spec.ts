import { expect, type Page } from '@playwright/test'
import { makeDocumentsApp, post, QUESTION } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('a conversation of the chat page becomes an example, and counts in the overview', async ({ page, context }) => {
  await setUp(page, studio)
  const { appId } = await makeDocumentsApp(page, studio, 'Kettle help')
  await test.step('a new app shows its next steps', async () => {
    await page.goto(`${studio.url}/apps/${appId}/overview`)
    await expect(page.getByRole('region', { name: 'Next steps' }).getByRole('link')).toHaveCount(3)
  })
  const slug = await publishApp(page, studio, appId, [])
  await post(page.request, studio, '/api/studio/datasets', { name: 'Kettle questions', kind: 'qa' })

  await test.step('a visitor asks twice', async () => {
    const visitor = await context.newPage()
    await visitor.goto(`${studio.url}/chat/${slug}`)
    for (const question of [QUESTION, 'And how much does it hold?']) {
      await visitor.getByRole('textbox').fill(question)
      await visitor.getByRole('textbox').press('Enter')
      await expect(visitor.getByRole('log').getByText(question)).toBeVisible()
      await expect(visitor.getByRole('button', { name: 'Send' })).toBeVisible({ timeout: 60_000 })
      await expect
        .poll(async () => (await runsOf(page, appId)).every(({ status }) => status === 'succeeded'))
        .toBe(true)
    }
    await visitor.close()
  })

  await test.step('both messages are one conversation', async () => {
    await page.getByRole('link', { name: 'Conversations', exact: true }).first().click()
    const row = page.getByRole('list', { name: 'All conversations' }).getByRole('button', { name: QUESTION })
    await expect(row).toContainText('2 messages')
    await row.click()
    await expect(page.getByRole('log').getByText(/lasts eleven years/)).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search conversations' }).fill('how much does')
    await expect(row).toBeVisible()
  })

  await test.step('an answer is rated, corrected and copied into a data set', async () => {
    const log = page.getByRole('log')
    await log.getByRole('button', { name: 'Good answer' }).first().click()
    await log.getByRole('button', { name: 'Add to a data set' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Add to a data set' })
    await dialog.getByRole('textbox', { name: 'Expected answer' }).fill('Eleven years.')
    await dialog.getByRole('button', { name: 'Add to a data set' }).click()
    await expect(page.getByText('Added to “Kettle questions”')).toBeVisible()
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await expect(page.getByText(QUESTION).first()).toBeVisible()
  })

  await test.step('the overview counts it', async () => {
    await page.goto(`${studio.url}/apps/${appId}/overview`)
    await expect(page.getByRole('link', { name: /^Conversations 1/ })).toBeVisible()
    await expect(page.getByRole('link', { name: /^Satisfaction 100/ })).toBeVisible()
    await expect(page.getByRole('img', { name: /^Runs: Succeeded: 2/ })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Next steps' })).toHaveCount(0)
  })
})

test('the tabs of an app stay in place, and unknown addresses keep the navigation', async ({ page }) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'An app with quite a long name' })
  const placeOf = async (path: string) => {
    await page.goto(`${studio.url}/apps/${id}${path}`)
    const tab = page.getByRole('navigation', { name: 'Pages of the app' }).getByRole('link', { name: 'Releases' })
    await expect(tab).toBeVisible()
    return tab.boundingBox()
  }
  const onCanvas = await placeOf('')
  for (const path of ['/overview', '/evaluate', '/settings']) expect(await placeOf(path)).toEqual(onCanvas)

  const answer = await page.goto(`${studio.url}/no/such/page`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByText('Page not found')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Knowledge' }).first()).toBeVisible()
  const statusOf = async (path: string) => (await page.request.get(studio.url + path)).status()
  expect(await statusOf('/favicon.ico')).toBe(200)
  expect(await statusOf('/_next/static/chunks/old.js')).toBe(404)
})

test('apps are tagged, marked and found in the list', async ({ page }) => {
  await setUp(page, studio)
  await post(page.request, studio, '/api/studio/apps', { name: 'Zebra facts' })
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Yak facts' })

  await test.step('color and tags are set in the settings of the app', async () => {
    await page.goto(`${studio.url}/apps/${id}/settings`)
    await page.getByRole('radio', { name: 'Teal' }).click()
    await page.getByRole('textbox', { name: 'Tags' }).fill('Animals, Support')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('The app was saved')).toBeVisible()
  })

  await test.step('a favorite comes first, and a tag filters', async () => {
    await page.goto(`${studio.url}/apps`)
    await page.getByRole('button', { name: 'Favorite: Yak facts' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Favorite: Yak facts' })).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('article').first()).toContainText('Yak facts')
    await expect(page.getByRole('article').first()).toContainText('Ada')
    await page.getByRole('combobox', { name: 'Filter' }).click()
    await page.getByRole('option', { name: 'Animals' }).click()
    await expect(page.getByRole('article')).toHaveCount(1)
  })

  await test.step('the list view is kept', async () => {
    await page.getByRole('radio', { name: 'List' }).click()
    await expect(page.getByRole('row', { name: /Yak facts/ })).toContainText('Never run')
    await page.reload()
    await expect(page.getByRole('row', { name: /Zebra facts/ })).toBeVisible()
  })
})

async function runsOf(page: Page, appId: string): Promise<{ status: string }[]> {
  const response = await page.request.get(`${studio.url}/api/studio/runs?appId=${appId}`)
  return (await response.json()).runs
}
