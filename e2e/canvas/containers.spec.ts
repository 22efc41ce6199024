import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Locator, type Page } from '@playwright/test'
import { zoomToFit } from '../support/canvas-view'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('a Map is built manually, runs over three items, shows each one, and reruns from a node', async ({ page }) => {
  await openApp(page)
  // The map goes above the nodes, away from their ports, and a template into the map.
  await dragFromPalette(page, 'map', { x: 560, y: 230 })
  const map = page.locator('.react-flow__node-frame')
  await expect(map).toBeVisible()
  await zoomToFit(page)
  await dropInto(page, 'template', map)
  await expect.poll(async () => (await draftOf(page)).nodes.filter(({ parent }) => parent !== undefined).length).toBe(1)
  const mapId = await idOf(page, 'Map')
  const templateId = await idOf(page, 'Template')
  // Without a selection there are no settings beside the canvas.
  await page.locator('body').press('Escape')
  await zoomToFit(page)
  await connect(page, handle(page, 'split', 'result'), handle(page, mapId, 'items'))
  await connect(page, handle(page, mapId, 'item'), handle(page, templateId, 'value'))
  await connect(page, handle(page, templateId, 'text'), handle(page, mapId, 'result'))
  await nodeOf(page, 'Answer')
    .getByRole('button', { name: /more port/ })
    .click()
  await connect(page, handle(page, mapId, 'results'), handle(page, 'answer', 'data'))
  await expect.poll(() => edgesOf(page)).toContain(`${templateId}.text -> ${mapId}.result`)

  const dock = page.getByRole('region', { name: 'Run and problems' })
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await dock.getByRole('textbox', { name: 'Words' }).fill('red green blue')
  await dock.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dock.getByText(/"red",\s+"green",\s+"blue"/)).toBeVisible()
  await expect(map.locator('[data-frame-count]')).toHaveText('3 of 3')
  const steps = dock.getByRole('region', { name: 'Nodes' })
  await expect(steps.getByText('Item 3')).toBeVisible()
  await steps.getByRole('button', { name: 'Show the nodes of Item 2' }).click()
  await steps.getByText('Template').click()
  const inspector = page.getByRole('complementary', { name: 'Node settings' })
  await expect(inspector.getByText('Item 2 (2 of 3)')).toBeVisible()
  await expect(inspector.getByText('green').first()).toBeVisible()

  // Rerun from the map: earlier results are reused.
  await steps.getByText('Map').hover()
  await steps.getByRole('button', { name: 'Run again from “Map”' }).click()
  await expect(dock.getByRole('link', { name: /Created from run .* from the node “Map”/ })).toBeVisible()
  await expect(dock.getByText(/"red",\s+"green",\s+"blue"/)).toHaveCount(2)
  await expect(steps.getByText('Reused').first()).toBeVisible()
  await expectNoFaults(page)

  await page.getByRole('link', { name: /Created from run/ }).click()
  // The editor also shows steps until the run page is loaded.
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]+/)
  await expect(page.getByRole('region', { name: 'Run and problems' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Show the nodes of Item 3' }).click()
  await page.getByRole('button', { name: /^Done Template/ }).click()
  await expect(page.getByText('blue').first()).toBeVisible()
  await expectNoFaults(page)
  await page.getByRole('button', { name: 'Run again from here' }).click()
  await expect(page.getByRole('link', { name: /Created from run .* from the node “Template”/ })).toBeVisible()
  await expect(page.getByText('Succeeded')).toBeVisible()
})

test('a node dragged out of its container reports the edges it loses; undo restores them', async ({ page }) => {
  await openApp(page, WITH_MAP)
  await zoomToFit(page)
  const inside = nodeOf(page, 'Shout')
  const box = await boxOf(inside)
  await page.mouse.move(box.x + box.width / 2, box.y + 12)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + 100, { steps: 5 })
  await page.mouse.move(box.x + box.width / 2, box.y + 420, { steps: 8 })
  await page.mouse.up()
  await expect(page.getByText('2 edges were removed')).toBeVisible()
  await expect(page.getByText('Each: Item → Shout: Value')).toBeVisible()
  await expect.poll(() => edgesOf(page)).toHaveLength(2)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => edgesOf(page)).toHaveLength(4)

  // Collapsed, deleted after a confirmation, and restored.
  await page.getByRole('button', { name: 'Collapse “Each”' }).click()
  await expect(inside).toHaveCount(0)
  await expect(nodeOf(page, 'Each')).toContainText('1 node inside')
  await page.getByRole('button', { name: 'Expand' }).click()
  await expect(inside).toBeVisible()
  await nodeOf(page, 'Each').locator('.truncate').first().click()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Node name' })).toHaveValue('Shout')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: 'Node name' })).toHaveValue('Each')
  await page.keyboard.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.locator('.react-flow__node')).toHaveCount(3)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
})

const nodeOf = (page: Page, label: string): Locator => page.locator('.react-flow__node', { hasText: label })
const handle = (page: Page, node: string, port: string): Locator =>
  page.locator(`.react-flow__handle[data-nodeid="${node}"][data-handleid="${port}"]`)

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It is not drawn')
  return box
}

async function openApp(page: Page, graph: object = GRAPH): Promise<void> {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Words', graph })
  await page.goto(`${studio.url}/apps/${id}`)
  await expect(page.locator('.react-flow__node').first()).toBeVisible()
  await page.getByRole('button', { name: 'Show node list' }).click()
}

async function dragFromPalette(page: Page, type: string, position: { x: number; y: number }): Promise<void> {
  const canvas = page.getByRole('region', { name: 'Canvas' })
  const box = await boxOf(canvas)
  await page
    .locator(`[data-palette-type="${type}"]`)
    .dragTo(canvas, { targetPosition: { x: position.x - box.x, y: position.y - box.y } })
}

async function dropInto(page: Page, type: string, frame: Locator): Promise<void> {
  const box = await boxOf(frame)
  await dragFromPalette(page, type, { x: box.x + box.width / 2, y: box.y + box.height * 0.65 })
}

async function connect(page: Page, from: Locator, to: Locator): Promise<void> {
  const [a, b] = [await boxOf(from), await boxOf(to)]
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2)
  await page.mouse.down()
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2, { steps: 5 })
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 5 })
  await page.mouse.up()
}

interface Violation {
  id: string
  impact: string | null
  nodes: { html: string }[]
}

interface Draft {
  nodes: { id: string; label: string; parent?: string }[]
  edges: { from: { node: string; port: string }; to: { node: string; port: string } }[]
}

async function draftOf(page: Page): Promise<Draft> {
  const response = await page.request.get(page.url().replace('/apps/', '/api/studio/apps/'))
  return (await response.json()).graph
}

async function idOf(page: Page, label: string): Promise<string> {
  return (await draftOf(page)).nodes.find((node) => node.label === label)?.id ?? ''
}

async function edgesOf(page: Page): Promise<string[]> {
  return (await draftOf(page)).edges.map(({ from, to }) => `${from.node}.${from.port} -> ${to.node}.${to.port}`)
}

async function expectNoFaults(page: Page): Promise<void> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run()')
  const faults = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(faults.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

const node = (
  id: string,
  type: string,
  label: string,
  position: { x: number; y: number },
  config: object,
  parent?: string,
) => ({
  id,
  type,
  version: 1,
  label,
  position,
  config,
  ...(parent === undefined ? {} : { parent }),
})
const edge = (id: string, from: [string, string], to: [string, string]) => ({
  id,
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
})

const INPUT = node(
  'input',
  'input',
  'Input',
  { x: 0, y: 0 },
  {
    mode: 'form',
    fields: [{ name: 'words', label: 'Words' }],
  },
)
const SPLIT = node(
  'split',
  'code',
  'Split',
  { x: 320, y: 0 },
  {
    code: "return input.words.split(' ')",
    inputs: [{ name: 'words', kind: 'text' }],
  },
)

const GRAPH = {
  schemaVersion: 1,
  nodes: [INPUT, SPLIT, node('answer', 'answer', 'Answer', { x: 1_500, y: 0 }, {})],
  // An answer must have text.
  edges: [edge('e1', ['input', 'words'], ['split', 'words']), edge('e2', ['input', 'words'], ['answer', 'text'])],
}

const WITH_MAP = {
  schemaVersion: 1,
  nodes: [
    INPUT,
    SPLIT,
    node('each', 'map', 'Each', { x: 640, y: 0 }, {}),
    node('shout', 'template', 'Shout', { x: 120, y: 144 }, { text: '{{value}}!' }, 'each'),
    node('answer', 'answer', 'Answer', { x: 1_300, y: 0 }, {}),
  ],
  edges: [
    edge('e1', ['input', 'words'], ['split', 'words']),
    edge('e2', ['split', 'result'], ['each', 'items']),
    edge('e3', ['each', 'item'], ['shout', 'value']),
    edge('e4', ['shout', 'text'], ['each', 'result']),
  ],
}

const CHAIN = {
  schemaVersion: 1,
  nodes: [
    { id: 'in', type: 'input', x: 0 },
    { id: 'write', type: 'template', x: 350, config: { text: '{{draft}}' } },
    { id: 'check', type: 'template', x: 700, config: { text: '{{text}}!' } },
    { id: 'out', type: 'answer', x: 1_050 },
  ].map(({ x, config = {}, ...node }) => ({ ...node, version: 1, label: node.id, config, position: { x, y: 0 } })),
  edges: [
    { id: 'a', from: { node: 'in', port: 'message' }, to: { node: 'write', port: 'draft' } },
    { id: 'b', from: { node: 'write', port: 'text' }, to: { node: 'check', port: 'text' } },
    { id: 'c', from: { node: 'check', port: 'text' }, to: { node: 'out', port: 'text' } },
  ],
}

test('an edge that is drawn backwards offers a Loop', async ({ page }) => {
  await openApp(page, CHAIN)
  await zoomToFit(page)
  await connect(page, handle(page, 'check', 'text').and(page.locator('.source')), handle(page, 'write', 'draft'))
  await page.getByRole('button', { name: 'Wrap in a Loop' }).click()
  await expect(page.locator('.react-flow__node-frame')).toBeVisible()
  const wires = async () =>
    (await draftOf(page)).edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`)
  await expect.poll(() => idOf(page, 'Loop')).not.toBe('')
  const loopId = await idOf(page, 'Loop')
  await expect.poll(wires).toContain(`check.text > ${loopId}.next`)
  expect(await wires()).toContain(`${loopId}.state > write.draft`)
})
