import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { type Gate, serveGate } from '../support/serve-gate'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let gate: Gate

test.beforeAll(async () => {
  gate = await serveGate()
  studio = await startStudio({ env: { EGRESS_ALLOW: gate.url } })
})
test.afterAll(async () => {
  await studio.stop()
  gate.close()
})

const node = (id: string, type: string, config = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x: 0, y: 0 },
})
const fields = [
  { name: 'customer', label: 'Customer', kind: 'text', required: true },
  { name: 'amount', label: 'Amount', kind: 'number', required: false },
]
const graph = {
  schemaVersion: 1,
  nodes: [
    node('input', 'input', { mode: 'form', fields }),
    node('text', 'template', { text: 'Dear {{customer}}' }),
    node('answer', 'answer'),
  ],
  edges: [
    { id: 'e1', from: { node: 'input', port: 'customer' }, to: { node: 'text', port: 'customer' } },
    { id: 'e2', from: { node: 'text', port: 'text' }, to: { node: 'answer', port: 'text' } },
  ],
}

/** 20 rows; the 7th has no customer, the 12th an invalid amount. */
const rows = Array.from({ length: 20 }, (_, index) => {
  const row = index + 1
  return `${row === 7 ? '' : `Customer ${row}`},${row === 12 ? 'many' : row}`
})
const CSV = `Customer,Amount\n${rows.join('\n')}\n`

test('an app runs on a schedule, by webhook and for the rows of a file', async ({ page }) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Letters', graph })
  await publishApp(page, studio, id, [])

  await test.step('a schedule is described in words, shows its next runs, and runs now', async () => {
    await page.goto(`${studio.url}/automations`)
    await expect(page.getByRole('heading', { name: 'Run apps on a schedule' })).toBeVisible()
    await page.getByRole('button', { name: 'New schedule' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Morning letter')
    await dialog.getByRole('textbox', { name: 'Cron expression' }).fill('61 * * * *')
    await expect(dialog.getByText('This is not a valid cron expression.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Cron expression' }).fill('0 7 * * 1-5')
    await expect(dialog.getByRole('listitem')).toHaveCount(5)
    await dialog.getByRole('textbox', { name: 'Customer' }).fill('Ada on {{date}}')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByText('Monday to Friday at 07:00')).toBeVisible()
    await page.getByRole('button', { name: 'Run now' }).click()
    await expect(page.getByText('“Morning letter” is running.')).toBeVisible()
    await expect.poll(() => runOf(page, 'schedule')).toMatchObject({ status: 'succeeded' })
    expect((await runOf(page, 'schedule')).preview).toMatch(/Ada on \d{4}-\d{2}-\d{2}/)
  })

  await test.step('a webhook is called with the displayed command', async () => {
    await page.getByRole('tab', { name: 'Webhooks' }).click()
    await page.getByRole('button', { name: 'New webhook' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('New order')
    await dialog.getByRole('button', { name: 'Save' }).click()
    const command = (await dialog.locator('pre').nth(2).textContent()) ?? ''
    expect(command).toContain('patchbay-signature')
    const { stdout } = await promisify(execFile)('bash', ['-c', command])
    expect(JSON.parse(stdout)).toMatchObject({ status: 'queued' })
    await dialog.getByRole('button', { name: 'I have copied it' }).click()
    await expect.poll(() => runOf(page, 'webhook')).toMatchObject({ status: 'succeeded' })
    expect((await runOf(page, 'webhook')).preview).toContain('world')
  })

  await test.step('runs a file of 20 rows, two of them invalid', async () => {
    await page.getByRole('tab', { name: 'Batches' }).click()
    await page.getByRole('button', { name: 'New batch' }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'letters.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) })
    await expect(dialog.getByText('18 of 20 rows can run.')).toBeVisible()
    await expect(dialog.getByRole('columnheader').first()).toBeVisible()
    await expect(dialog.getByText(/Row 7: “?"?Customer/)).toBeVisible()
    await expect(dialog.getByText(/Row 12: .*a number/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Run 18 rows' }).click()
    await expect(page.getByText('18 of 18 done').first()).toBeVisible({ timeout: 60_000 })
    // The rows follow without reopening the dialog.
    await expect(page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Dear Customer' })).toHaveCount(18)
    await expect(page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'running' })).toHaveCount(0)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Results as CSV' }).click()
    const csv = await readAll(await (await download).createReadStream())
    expect(csv.split('\r\n')[1]).toMatch(/^1,Customer 1,1,succeeded,Dear Customer 1,/)
    expect(csv.split('\r\n')[7]).toContain('invalid')
    await page.keyboard.press('Escape')
  })

  await test.step('the queue lists completed jobs', async () => {
    await page.goto(`${studio.url}/settings?tab=queue`)
    const row = page.getByRole('row', { name: /Background runs/ })
    await expect(row).toContainText('20')
    await expect(page.getByText('No failed jobs.')).toBeVisible()
    await expect(page.getByText('Morning letter')).toBeVisible()
  })
})

test('a batch is stopped, resumed, and its results are downloaded: by a visitor and in the studio', async ({
  page,
}) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Slow letters', graph: slowGraph() })
  const slug = await publishApp(page, studio, id, [], {}, { page: 'batch' })

  await test.step('on the hosted page, after its list failed to load', async () => {
    await page.route('**/batches', (route) => route.abort())
    await page.goto(`${studio.url}/chat/${slug}`)
    await expect(page.getByRole('alert').filter({ hasText: 'is unreachable' })).toBeVisible()
    await page.unroute('**/batches')
    await page.getByRole('button', { name: 'Try again' }).press('Enter')
    await expect(page.getByRole('button', { name: 'Try again' })).toBeHidden()
    await sendRows(page.locator('body'))
    const card = page.getByRole('region', { name: 'slow.csv' })
    await card.getByRole('button', { name: 'Start' }).click()
    await expect(card.getByText('2 of 6 rows')).toBeVisible()
    await card.getByRole('button', { name: 'Stop' }).click()
    await expect(card.getByText('Stopped', { exact: true })).toBeVisible()
    gate.open()
    await card.getByRole('button', { name: 'Run the remaining rows' }).click()
    await expect(card.getByText('6 of 6 rows')).toBeVisible()
    expect(await saved(page, card.getByRole('button', { name: 'Download results' }))).toHaveLength(6)
  })

  await test.step('in the studio', async () => {
    gate.shut()
    await page.goto(`${studio.url}/automations?tab=batches`)
    await page.getByRole('button', { name: 'New batch' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'App' }).click()
    await page.getByRole('option', { name: 'Slow letters' }).click()
    await sendRows(dialog)
    await dialog.getByRole('button', { name: 'Run 6 rows' }).click()
    await expect(dialog.getByText('2 of 6 done')).toBeVisible()
    await dialog.getByRole('button', { name: 'Stop', exact: true }).click()
    const rest = dialog.getByRole('button', { name: 'Run the remaining rows' })
    await rest.waitFor()
    gate.open()
    await rest.click()
    await expect(dialog.getByText('6 of 6 done')).toBeVisible()
    expect(await saved(page, dialog.getByRole('link', { name: 'Results as CSV' }))).toHaveLength(6)
  })
})

/** Calls the gate for each customer. */
function slowGraph() {
  const { nodes, edges } = graph
  const request = node('text', 'http', { method: 'GET', url: `${gate.url}/{{input.customer}}` })
  return { ...graph, nodes: nodes.map((other) => (other.id === 'text' ? request : other)), edges: edges.slice(1) }
}

const sendRows = (where: Locator) =>
  where.locator('input[type=file]').setInputFiles({
    name: 'slow.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Customer,Amount\nopen-1,1\nopen-2,2\nc,3\nd,4\ne,5\nf,6\n'),
  })

/** Rows with a result in the downloaded file. */
async function saved(page: Page, button: Locator): Promise<string[]> {
  const download = page.waitForEvent('download')
  await button.click()
  const csv = await readAll(await (await download).createReadStream())
  return csv.split('\r\n').filter((line) => line.includes(',succeeded,'))
}

async function runOf(page: Page, origin: string): Promise<{ status: string; preview: string }> {
  const { runs } = await (await page.request.get(`${studio.url}/api/studio/runs`)).json()
  return runs.find((run: { origin: string }) => run.origin === origin) ?? { status: 'none', preview: '' }
}

async function readAll(stream: AsyncIterable<unknown>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(Buffer.from(part instanceof Uint8Array ? part : String(part)))
  return Buffer.concat(parts).toString('utf8')
}
