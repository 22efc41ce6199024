import { expect, type Locator, type Page } from '@playwright/test'
import { zoomToFit } from '../support/canvas-view'
import { chooseCommand } from '../support/command-menu'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('a long graph opens at a readable zoom without panels, and names stay readable when zoomed out', async ({
  page,
}) => {
  await openCanvas(page, chain(14))
  const first = nodeOf(page, 'In')
  await expect(first).toBeInViewport()
  await expect.poll(() => zoomOf(page)).toBeGreaterThanOrEqual(0.7)
  await expect(page.getByRole('complementary', { name: 'Node settings' })).toHaveCount(0)
  const canvas = page.getByRole('region', { name: 'Canvas' })
  await expect.poll(async () => (await boxOf(canvas)).width).toBeGreaterThan(1_380)

  await first.click({ position: { x: 60, y: 12 } })
  await expect(page.getByRole('complementary', { name: 'Node settings' })).toBeVisible()
  await page.locator('body').press('Escape')
  await expect(page.getByRole('complementary', { name: 'Node settings' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Zoom to fit' }).click()
  await expect.poll(() => zoomOf(page)).toBeLessThan(0.4)
  await expect.poll(() => nameSize(page)).toBeGreaterThan(10.9)
})

test('nodes are added by search, connected where it is obvious, and inserted into an edge by a drop', async ({
  page,
}) => {
  await openCanvas(page, chain(0))
  await page.getByRole('button', { name: 'Text', exact: true }).click()
  await nodeOf(page, 'In').click({ position: { x: 60, y: 12 } })
  await page.locator('body').press('/')
  await chooseCommand(page, 'gpt', 'Chat model')
  await expect.poll(() => edgesOf(page)).toContainEqual(expect.stringMatching(/^In\.message -> chat-model.*\.prompt$/))
  await expect(nodeOf(page, 'Chat model').getByText('Prompt')).toBeVisible()

  // Ports without an edge are listed on request.
  const model = nodeOf(page, 'Chat model')
  await expect(model.getByText('Pictures')).toHaveCount(0)
  await model.getByRole('button', { name: /more port/ }).click()
  await expect(model.getByText('Pictures')).toBeVisible()
  await model.getByRole('button', { name: /more port/ }).click()

  await page.locator('body').press('Escape')
  await zoomToFit(page)
  const [from, to] = [
    await middleOf(page.locator('.react-flow__handle[data-nodeid=In][data-handleid=message]')),
    await middleOf(model.locator('.react-flow__handle[data-handleid=prompt]')),
  ]
  const canvas = page.getByRole('region', { name: 'Canvas' })
  const corner = await boxOf(canvas)
  await page.locator('[data-palette-type=template]').dragTo(canvas, {
    targetPosition: { x: (from.x + to.x) / 2 - corner.x, y: (from.y + to.y) / 2 - corner.y },
  })
  await expect.poll(() => edgesOf(page)).toContainEqual(expect.stringMatching(/^In\.message -> template.*\.value$/))
  await expect
    .poll(() => edgesOf(page))
    .toContainEqual(expect.stringMatching(/^template.*\.text -> chat-model.*\.prompt$/))
})

test('the run panel is on the right with Approve in view, and its side is remembered', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage['patchbay-dock-side'] ??= 'right'
  })
  await openCanvas(page, APPROVAL)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const dock = page.getByRole('region', { name: 'Run and problems' })
  await expect.poll(async () => (await boxOf(dock)).height).toBeGreaterThan(700)
  await dock.getByRole('textbox', { name: 'Message' }).fill('Dear customer')
  await dock.getByRole('textbox', { name: 'Message' }).press('Enter')
  await expect(dock.getByRole('button', { name: 'Approve' })).toBeInViewport({ ratio: 1 })
  await expect(page.locator('[data-id=ask] [data-node-status=paused]')).toBeVisible()
  await dock.getByRole('button', { name: 'Move panel below the canvas' }).click()
  await expect.poll(async () => (await boxOf(dock)).height).toBeLessThan(500)
  await expect(dock.getByRole('button', { name: 'Approve' })).toBeInViewport({ ratio: 1 })
  await dock.getByRole('button', { name: 'Approve' }).click()
  await expect(dock.getByText('Sent: Dear customer.').first()).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect.poll(async () => (await boxOf(dock)).height).toBeLessThan(500)
})

test('a window without room for both panels shows the one opened last', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage['patchbay-dock-side'] ??= 'right'
  })
  await openCanvas(page, APPROVAL)
  const dock = page.getByRole('region', { name: 'Run and problems' })
  const settings = page.locator('[data-panel=inspector]')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dock).toBeVisible()
  await page.locator('[data-id=ask]').click({ position: { x: 60, y: 12 } })
  await expect(settings).toBeVisible()
  await expect(dock).toBeHidden()
  await settings.getByRole('button', { name: 'Open the run panel' }).click()
  await expect(dock).toBeVisible()
  await expect(settings).toBeHidden()
  await dock.getByRole('button', { name: 'Show settings panel' }).click()
  await expect(settings).toBeVisible()
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 300 } })
  await expect(dock).toBeVisible()
  await page.setViewportSize({ width: 1720, height: 900 })
  await page.locator('[data-id=ask]').click({ position: { x: 60, y: 12 } })
  await expect(settings).toBeVisible()
  await expect(dock).toBeVisible()
})

const nodeOf = (page: Page, label: string): Locator =>
  page.locator('.react-flow__node', { has: page.getByText(label, { exact: true }) })

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It is not drawn')
  return box
}

async function middleOf(locator: Locator) {
  const { x, y, width, height } = await boxOf(locator)
  return { x: x + width / 2, y: y + height / 2 }
}

const zoomOf = (page: Page): Promise<number> =>
  page.locator('.react-flow__viewport').evaluate((view) => new DOMMatrix(getComputedStyle(view).transform).a)

/** Pixels on the screen. */
const nameSize = (page: Page): Promise<number> =>
  page
    .locator('.tile-name')
    .first()
    .evaluate((name) => {
      const view = name.closest('.react-flow__viewport')
      const zoom = view ? new DOMMatrix(getComputedStyle(view).transform).a : 0
      return Number.parseFloat(getComputedStyle(name).fontSize) * zoom
    })

async function edgesOf(page: Page): Promise<string[]> {
  const response = await page.request.get(page.url().replace('/apps/', '/api/studio/apps/'))
  const { graph } = await response.json()
  return graph.edges.map(
    ({ from, to }: { from: { node: string; port: string }; to: { node: string; port: string } }) =>
      `${from.node}.${from.port} -> ${to.node}.${to.port}`,
  )
}

const node = (id: string, type: string, x: number, config: object = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x, y: 0 },
})
const edge = (from: string, to: string) => {
  const end = (text: string) => ({ node: text.split('.')[0], port: text.split('.')[1] })
  return { id: `${from}-${to}`.replaceAll('.', '_'), from: end(from), to: end(to) }
}

/** An input and a row of texts, each from the one before. */
function chain(length: number) {
  const texts = Array.from({ length }, (_, index) =>
    node(`t${index}`, 'template', 320 * (index + 1), { text: '{{value}}' }),
  )
  const edges = texts.map(({ id }, index) => edge(index === 0 ? 'In.message' : `t${index - 1}.text`, `${id}.value`))
  return { schemaVersion: 1, nodes: [node('In', 'input', 0), ...texts], edges }
}

const APPROVAL = {
  schemaVersion: 1,
  nodes: [
    node('In', 'input', 0),
    node('ask', 'approval', 320, { title: 'Send this?' }),
    node('sent', 'template', 640, { text: 'Sent: {{letter}}.' }),
    node('Out', 'answer', 960),
  ],
  edges: [edge('In.message', 'ask.content'), edge('ask.approved', 'sent.letter'), edge('sent.text', 'Out.text')],
}

async function openCanvas(page: Page, graph: object): Promise<void> {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Readable', graph })
  await page.goto(`${studio.url}/apps/${id}`)
  await expect(page.locator('.react-flow__node').first()).toBeVisible()
}
