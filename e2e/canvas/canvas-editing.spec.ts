import { expect, type Locator, type Page } from '@playwright/test'
import { bigGraph } from '../../bench/canvas/big-graph.mjs'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('nodes are framed, lassoed, extracted, inlined and locked, each undone as one step', async ({ page }) => {
  await openCanvas(page, GREETING)
  const [greet, shout] = [nodeOf(page, 'Greet'), nodeOf(page, 'Shout')]

  await test.step('a lasso selects, and a frame is added and moves its nodes', async () => {
    await lasso(page, greet, shout)
    await page.keyboard.press('ControlOrMeta+g')
    const before = await boxOf(greet)
    await drag(page, page.locator('.group-card-title'), { x: 0, y: -120 })
    await expect.poll(async () => (await boxOf(greet)).y).toBeLessThan(before.y - 80)
    await page.getByRole('button', { name: /^Undo: Move/ }).click()
    await expect.poll(async () => Math.abs((await boxOf(greet)).y - before.y)).toBeLessThan(2)
    await page.getByRole('button', { name: 'Undo: Add “Frame”' }).click()
    await expect(page.locator('[data-node-type=group]')).toHaveCount(0)
  })

  await test.step('a dragged node snaps to the line of another', async () => {
    const end = nodeOf(page, 'End')
    await drag(page, end, { x: 0, y: -90 })
    await drag(page, end, { x: 0, y: (await boxOf(shout)).y - (await boxOf(end)).y + 3 })
    await expect.poll(async () => Math.abs((await boxOf(end)).y - (await boxOf(shout)).y)).toBeLessThan(1)
  })

  await test.step('extracts selected nodes into an app with a version, and inlines it again', async () => {
    await lasso(page, greet, shout)
    await shout.click({ button: 'right', position: { x: 50, y: 10 } })
    await page.getByRole('menuitem', { name: 'Create a sub-app from the selection' }).click()
    const dialog = page.getByRole('dialog', { name: 'Create a sub-app' })
    await expect(dialog.getByText('1 input: message')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Sub-app name' }).fill('Greeting')
    await dialog.getByRole('button', { name: 'Create sub-app' }).click()
    await expect(nodeOf(page, 'Greeting')).toBeVisible()
    await expect(shout).toHaveCount(0)
    await expect(page.getByText('Ready to run')).toBeVisible()
    await nodeOf(page, 'Greeting').click({ button: 'right', position: { x: 50, y: 10 } })
    await page.getByRole('menuitem', { name: 'Inline the app’s nodes' }).click()
    await expect(shout).toBeVisible()
    await page.getByRole('button', { name: 'Undo: Inline “Greeting”' }).click()
    await expect(nodeOf(page, 'Greeting')).toBeVisible()
    await page.getByRole('button', { name: 'Undo: Create sub-app “Greeting”' }).click()
    await expect(greet).toBeVisible()
  })

  await test.step('locked nodes are kept', async () => {
    await greet.click({ position: { x: 50, y: 10 } })
    await page.keyboard.press('k')
    await expect(greet.getByLabel('Locked', { exact: true })).toBeVisible()
    await page.keyboard.press('Delete')
    await expect(page.getByText('1 locked node was kept')).toBeVisible()
    await expect(greet).toBeVisible()
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await expect(greet.getByLabel('Locked', { exact: true })).toHaveCount(0)
  })
})

test('selected nodes are wrapped in a Map and unwrapped, and dropped files offer options', async ({ page }) => {
  await openCanvas(page, GREETING)
  const map = page.locator('[data-node-type=map]')

  await test.step('each card has its screen reader name', async () => {
    await expect(page.locator('.react-flow__node[aria-label^="Template “Shout”"]')).toHaveAttribute(
      'aria-label',
      /connected from Greet\.Text/,
    )
  })

  await test.step('one key wraps the selection in a Map, another unwraps it, each as one step', async () => {
    await lasso(page, nodeOf(page, 'Greet'), nodeOf(page, 'Shout'))
    await page.keyboard.press('m')
    await expect(map).toBeVisible()
    await expect(page.getByText('Ready to run')).toBeVisible()
    await page.keyboard.press('ControlOrMeta+Shift+g')
    await expect(map).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo: Unwrap “Map”' }).click()
    await expect(map).toBeVisible()
    await page.getByRole('button', { name: 'Undo: Wrap nodes in “Map”' }).click()
    await expect(map).toHaveCount(0)
  })

  await test.step('a dropped app becomes nodes of this graph, without a second Input', async () => {
    const appId = page.url().split('/').at(-1) ?? ''
    // The file contains the saved graph.
    await expect(page.locator('[data-save-status=saved]')).toBeVisible()
    const file = await page.request.get(`${studio.url}/api/studio/apps/${appId}/file`)
    await drop(page, 'greeting.patchbay.json', await file.text())
    const dialog = page.getByRole('dialog', { name: 'Import an app' })
    await expect(dialog.getByRole('radio', { name: 'Nodes on this canvas' })).toBeChecked()
    await dialog.getByRole('button', { name: 'Insert nodes' }).click()
    await expect(nodeOf(page, 'Shout 2')).toBeVisible()
    await expect(page.locator('[data-node-type=input]')).toHaveCount(1)
    await page.getByRole('button', { name: 'Undo: Add 4 nodes' }).click()
    await expect(nodeOf(page, 'Shout 2')).toHaveCount(0)
  })

  await test.step('a document can be added to a knowledge base; other files are not supported', async () => {
    await drop(page, 'notes.md', '# Notes')
    const dialog = page.getByRole('dialog', { name: 'What do you want to do with these files?' })
    await dialog.getByRole('button', { name: 'Add 1 document' }).click()
    await expect(page.getByText('Adding 1 document')).toBeVisible()
    await drop(page, 'tool.exe', 'MZ')
    await expect(dialog.getByRole('alert')).toContainText('This file type is not supported')
  })
})

test('with a thousand nodes a drag renders one node and its edges, and typing renders no other node', async ({
  page,
}) => {
  await page.addInitScript(() => {
    window.patchbayRenders = new Map()
  })
  await openCanvas(page, bigGraph())
  await page.keyboard.press('ControlOrMeta+k')
  const menu = page.getByRole('dialog')
  await menu.getByRole('combobox').fill('Step 20.13')
  await menu.getByRole('option', { name: 'Step 20.13' }).first().click()
  const text = page.locator('aside [role=textbox]').first()
  await expect(text).toBeVisible()
  const farNode = nodeOf(page, 'Step 20.13')
  await expect(farNode.locator('.react-flow__handle').first()).toBeVisible()

  await startCounting(page)
  await drag(page, farNode, { x: 64, y: 40 })
  const dragged = await renderedNodes(page)
  expect(dragged.filter((part) => part.startsWith('node '))).toEqual(['node n19-12'])
  const edges = bigGraph().edges.filter(({ from, to }) => from.node === 'n19-12' || to.node === 'n19-12')
  const edgeNames = edges.map(({ id }) => `edge ${id}`)
  expect(dragged.filter((part) => part.startsWith('edge ') && !edgeNames.includes(part))).toEqual([])

  await text.click()
  await startCounting(page)
  await page.keyboard.type('some more words')
  await expect(text).toContainText('some more words')
  const typed = await renderedNodes(page)
  expect(typed.filter((part) => part !== 'node n19-12')).toEqual([])
})

const GREETING = {
  schemaVersion: 1,
  nodes: [
    node('In', 'input', 0),
    node('Greet', 'template', 400, { text: 'Hello {{value}}' }),
    node('Shout', 'template', 800, { text: '{{value}}!' }),
    node('End', 'template', 1_200, { text: '{{value}}.' }),
    node('Out', 'answer', 1_600),
  ],
  edges: [
    edge('In.message', 'Greet.value'),
    edge('Greet.text', 'Shout.value'),
    edge('Shout.text', 'End.value'),
    edge('End.text', 'Out.text'),
  ],
}

function node(id: string, type: string, x: number, config: object = {}) {
  return { id, type, version: 1, label: id, config, position: { x, y: 0 } }
}

function edge(from: string, to: string) {
  const end = (text: string) => ({ node: text.split('.')[0], port: text.split('.')[1] })
  return { id: `${from}-${to}`.replaceAll('.', '_'), from: end(from), to: end(to) }
}

async function openCanvas(page: Page, graph: object): Promise<void> {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Editing', graph })
  await page.goto(`${studio.url}/apps/${id}`)
  await page.locator('.react-flow__node').nth(4).waitFor({ timeout: 60_000 })
  await page.getByText(/^(Ready to run|\d+ (problem|hint)s?)$/).waitFor({ timeout: 60_000 })
}

const nodeOf = (page: Page, label: string) =>
  page.locator('.react-flow__node').filter({ has: page.getByText(label, { exact: true }) })

async function boxOf(locator: Locator) {
  return (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
}

async function drag(page: Page, what: Locator, offset: { x: number; y: number }): Promise<void> {
  const { x, y } = await boxOf(what)
  await page.mouse.move(x + 30, y + 8)
  await page.mouse.down()
  // React Flow starts counting at the first pointer move.
  await page.mouse.move(x + 31, y + 9)
  await page.mouse.move(x + 30 + offset.x / 2, y + 8 + offset.y / 2, { steps: 4 })
  await page.mouse.move(x + 30 + offset.x, y + 8 + offset.y, { steps: 4 })
  await page.mouse.up()
}

/** An outline around two adjacent nodes. */
async function lasso(page: Page, first: Locator, last: Locator): Promise<void> {
  await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
  await page.keyboard.press('q')
  await page.getByText('Draw a line around nodes').waitFor()
  const [from, to] = [await boxOf(first), await boxOf(last)]
  const [left, right, top, bottom] = [from.x - 8, to.x + to.width + 8, from.y - 8, from.y + from.height + 8]
  await page.mouse.move(left, top)
  await page.mouse.down()
  for (const [x, y] of [
    [right, top],
    [right, bottom],
    [left, bottom],
  ] as const)
    await page.mouse.move(x, y, { steps: 3 })
  await page.mouse.up()
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(2)
}

/** Drops a file on the canvas, like from the desktop. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([file, content]) => {
      const data = new DataTransfer()
      data.items.add(new File([content], file))
      return data
    },
    [name, text] as const,
  )
  const pane = page.locator('.react-flow__pane')
  for (const type of ['dragenter', 'dragover', 'drop'])
    await pane.dispatchEvent(type, { dataTransfer, clientX: 500, clientY: 500, bubbles: true })
}

async function startCounting(page: Page): Promise<void> {
  // Waits for pending renders.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2_000 })))
  await page.evaluate(() => window.patchbayRenders?.clear())
}

/** Cards and edges rendered since; the rest of the canvas is not counted. */
async function renderedNodes(page: Page): Promise<string[]> {
  const parts = await page.evaluate(() => [...(window.patchbayRenders?.keys() ?? [])])
  return parts.filter((part) => /^(node|edge) /.test(part))
}
