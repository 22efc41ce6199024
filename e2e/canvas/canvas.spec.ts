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

test('a blank app starts connected; added nodes do not overlap and open on their settings; a message survives a problem', async ({
  page,
}) => {
  await setUp(page, studio)
  const forecasts: number[] = []
  page.on('response', (response) => {
    if (response.url().includes('/forecast')) forecasts.push(response.status())
  })
  await page.goto(`${studio.url}/apps`)
  await page.getByRole('button', { name: 'New app' }).first().click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Blank chat app/ })
    .click()
  await page.getByRole('button', { name: 'Create app' }).click()
  await expect(page.locator('.react-flow__node')).toHaveCount(3)
  await expect(page.locator('.react-flow__edge')).toHaveCount(2 + 1)
  await expect(page.getByRole('group', { name: 'Input: Message → Chat model: Prompt' })).toBeAttached()
  await test.step('a missing language model is a problem, here and in the publish dialog', async () => {
    await page.getByRole('button', { name: '1 problem', exact: true }).click()
    const problem = '“Chat model” needs a language model, and none is connected. Connect a model.'
    await expect(page.getByRole('button', { name: problem })).toBeVisible()
    await page
      .getByRole('region', { name: 'Run and problems' })
      .getByRole('button', { name: 'Connect a model', exact: true })
      .click()
    await expect(page.getByRole('dialog', { name: 'Connect a model service' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await expect(page.getByRole('dialog').getByText(problem)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    // Opening the dialog counts as an attempt, which marks problems.
    await page.reload()
  })

  await page.locator('[data-id=answer]').click({ position: { x: 60, y: 12 } })
  await page.getByRole('tab', { name: 'Last run' }).click()
  for (const name of ['Template', 'HTTP request', 'Agent']) {
    await page.keyboard.press('Escape')
    await page.locator('body').press('a')
    await chooseCommand(page, name)
    await expect(nodeOf(page, name)).toBeVisible()
    await expect(page.getByRole('tab', { name: 'Settings' })).toHaveAttribute('aria-selected', 'true')
  }
  await expect.poll(async () => (await draftOf(page)).nodes.length).toBe(6)
  await zoomToFit(page)
  expect(await overlaps(page)).toEqual([])
  // Incomplete fields are not red before the first attempt, and the message stays in its field.
  await expect(page.locator('.port-problem')).toHaveCount(0)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const message = page.getByRole('textbox', { name: 'Message' })
  // Otherwise typing would fire the shortcuts of the canvas.
  await expect(message).toBeFocused()
  await page.keyboard.type('Where is my order?')
  await message.press('Enter')
  await expect(page.getByText(/^Fix \d problems? to run\.$/)).toBeVisible()
  await expect(page.locator('.port-problem').first()).toBeVisible()
  await page.getByRole('tab', { name: 'Run', exact: true }).click()
  await expect(message).toHaveValue('Where is my order?')
  expect(forecasts.filter((status) => status !== 200)).toEqual([])

  // Auto layout by shortcut shows a message and can be undone.
  await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
  await page.locator('body').press('l')
  await expect(page.getByText('Nodes arranged')).toBeVisible()
  await expect.poll(() => overlaps(page)).toEqual([])
})

test('a form app runs; a pinned output is reused until it is unpinned', async ({ page }) => {
  await openApp(page)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const dock = page.getByRole('region', { name: 'Run and problems' })
  await run(dock, 'hello', 'Said: HELLO')
  await nodeOf(page, 'Shout').click({ position: { x: 60, y: 12 } })
  await page.getByRole('tab', { name: 'Last run' }).click()
  await page.getByRole('button', { name: 'Pin these outputs' }).click()
  await run(dock, 'other', 'Said: HELLO')
  await expect(nodeOf(page, 'Shout').getByLabel('Outputs are pinned')).toBeVisible()
  await page.getByRole('button', { name: 'Unpin', exact: true }).click()
  await run(dock, 'other', 'Said: OTHER')
})

test('a node is inserted into an edge by its plus, undone and redone', async ({ page }) => {
  await openApp(page)
  await zoomToFit(page)
  const edge = page.locator('.react-flow__edge').nth(1)
  const line = await edge.locator('.react-flow__edge-interaction').boundingBox()
  await page.mouse.move((line?.x ?? 0) + (line?.width ?? 0) / 2, (line?.y ?? 0) + (line?.height ?? 0) / 2)
  await edge.getByRole('button', { name: 'Insert a node here' }).click()
  await chooseCommand(page, 'template', 'Template')
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
  await expect(page.locator('.react-flow__edge')).toHaveCount(4)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.locator('.react-flow__node')).toHaveCount(4)
  await expect(page.locator('.react-flow__edge')).toHaveCount(3)
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
})

test('an edge end is dragged to another port, and undone', async ({ page }) => {
  await openApp(page)
  await zoomToFit(page)
  const from = await middleOf(page.locator('.react-flow__edge').nth(1).locator('.react-flow__edgeupdater-source'))
  const to = await middleOf(page.locator('.react-flow__handle[data-nodeid=input][data-handleid=word]'))
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x - 40, from.y + 30, { steps: 5 })
  await page.mouse.move(to.x, to.y, { steps: 10 })
  await page.mouse.up()
  const source = async () => (await draftOf(page)).edges.find(({ id }) => id === 'e2')?.from
  await expect.poll(source).toEqual({ node: 'input', port: 'word' })
  await expect(page.locator('.react-flow__edge')).toHaveCount(3)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(source).toEqual({ node: 'shout', port: 'result' })
})

test('after a conflict the saved version is loaded on request, and local changes are discarded', async ({ page }) => {
  await openApp(page)
  const id = idOf(page)
  const { graph, revision } = await (await page.request.get(`${studio.url}/api/studio/apps/${id}`)).json()
  const nodes = graph.nodes.map((one: { id: string }) => (one.id === 'shout' ? { ...one, label: 'Theirs' } : one))
  const saved = await page.request.put(`${studio.url}/api/studio/apps/${id}/draft`, {
    data: { graph: { ...graph, nodes }, revision },
    headers: { origin: studio.url },
  })
  expect(saved.ok()).toBe(true)
  await rename(page, 'Shout', 'Mine')
  const dialog = page.getByRole('dialog', { name: 'This app was changed elsewhere' })
  await dialog.getByRole('button', { name: 'Load the saved version' }).click()
  await expect(dialog).toBeHidden()
  await expect(nodeOf(page, 'Theirs')).toBeVisible()
  await expect(nodeOf(page, 'Mine')).toHaveCount(0)
  // The next save overwrites it without a question.
  await rename(page, 'Theirs', 'Next')
  await expect.poll(async () => (await draftOf(page)).nodes.map(({ label }) => label)).toContain('Next')
})

test('code has highlighting and line numbers, and its undo stays in the field', async ({ page }) => {
  await openApp(page)
  await nodeOf(page, 'Shout').click({ position: { x: 60, y: 12 } })
  const code = page.getByRole('textbox', { name: 'JavaScript' })
  await expect(page.locator('.cm-lineNumbers')).toContainText('1')
  await code.click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText('\nreturn 2')
  await expect(page.locator('[data-save-status=saved]')).toBeVisible()
  await expect.poll(() => codeOf(page)).toContain('return 2')
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => codeOf(page)).not.toContain('return 2')
  await expect(page.locator('.react-flow__node')).toHaveCount(4)
})

test('the history names its steps; find and replace, the command menu and linter fixes work', async ({ page }) => {
  await openApp(page)
  await rename(page, 'Shout', 'Louder')
  await expect(page.getByRole('button', { name: 'Undo: Rename to “Louder”' })).toBeEnabled()

  await test.step('replaces text in all nodes, and reverts it from the history list', async () => {
    await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
    await page.keyboard.press('ControlOrMeta+f')
    const dialog = page.getByRole('dialog', { name: 'Find and replace' })
    await dialog.getByRole('searchbox', { name: 'Find on the canvas' }).fill('said')
    await dialog.getByRole('textbox', { name: 'Replace with' }).fill('Heard')
    await dialog.getByRole('button', { name: 'Replace 1 match' }).click()
    await page.keyboard.press('Escape')
    const texts = async () => JSON.stringify((await draftOf(page)).nodes)
    await expect.poll(texts).toContain('Heard:')
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'History' }).click()
    await page.getByRole('menuitem', { name: 'Initial state' }).click()
    await expect(nodeOf(page, 'Shout')).toBeVisible()
    await expect.poll(texts).toContain('Said:')
  })

  await test.step('the command menu aligns all nodes', async () => {
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('ControlOrMeta+k')
    await chooseCommand(page, 'align left', /align left/i)
    await expect.poll(async () => new Set((await draftOf(page)).nodes.map(({ position }) => position.x)).size).toBe(1)
  })

  await test.step('two sources of one input are reported, and a click keeps the first', async () => {
    const { graph, revision } = await (await page.request.get(`${studio.url}/api/studio/apps/${idOf(page)}`)).json()
    const answer = graph.edges.find(({ to }: { to: { node: string } }) => to.node === 'answer')
    const second = { ...answer, id: 'second', from: { node: 'input', port: 'word' } }
    await page.request.put(`${studio.url}/api/studio/apps/${idOf(page)}/draft`, {
      data: { graph: { ...graph, edges: [...graph.edges, second] }, revision },
      headers: { origin: studio.url },
    })
    await page.reload()
    await page.getByRole('button', { name: /problem/ }).click()
    await page.getByRole('button', { name: /^Keep “.*” only$/ }).click()
    await expect.poll(async () => (await draftOf(page)).edges.map(({ id }) => id)).not.toContain('second')
  })
})

test('offline changes are saved when the server is back', async ({ page, context }) => {
  await openApp(page)
  // Settings are loaded on first use, which needs the network.
  await rename(page, 'Shout', 'Loud')
  await expect(page.locator('[data-save-status=saved]')).toBeVisible()
  await context.setOffline(true)
  await rename(page, 'Loud', 'Louder')
  await expect(page.locator('[data-save-status=offline]')).toContainText('Offline, not saved')
  await context.setOffline(false)
  await expect(page.locator('[data-save-status=saved]')).toBeVisible()
})

const nodeOf = (page: Page, label: string): Locator => page.locator('.react-flow__node', { hasText: label })

async function openApp(page: Page): Promise<void> {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Shouter', graph: GRAPH })
  await page.goto(`${studio.url}/apps/${id}`)
  await expect(page.locator('.react-flow__node')).toHaveCount(4)
}

async function run(dock: Locator, word: string, answer: string): Promise<void> {
  await dock.getByRole('textbox', { name: 'Word' }).fill(word)
  const runs = dock.locator('article')
  const earlier = await runs.count()
  await dock.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(runs).toHaveCount(earlier + 1)
  await expect(runs.last().getByText(answer, { exact: true })).toBeVisible()
  await expect(dock.getByRole('button', { name: 'Stop' })).toHaveCount(0)
}

async function rename(page: Page, from: string, to: string): Promise<void> {
  await nodeOf(page, from).click({ position: { x: 60, y: 12 } })
  await page.getByRole('textbox', { name: 'Node name' }).fill(to)
}

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox()
  return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
}

const idOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1)

interface Draft {
  nodes: { id: string; label: string; config: { code?: string }; position: { x: number; y: number } }[]
  edges: { id: string; from: { node: string; port: string } }[]
}

async function draftOf(page: Page): Promise<Draft> {
  return (await (await page.request.get(`${studio.url}/api/studio/apps/${idOf(page)}`)).json()).graph
}

async function codeOf(page: Page): Promise<string> {
  return (await draftOf(page)).nodes.find(({ id }) => id === 'shout')?.config.code ?? ''
}

const node = (id: string, type: string, label: string, config: object, x: number) => ({
  id,
  type,
  version: 1,
  label,
  config,
  position: { x, y: 0 },
})
const edge = (id: string, from: [string, string], to: [string, string]) => ({
  id,
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
})

const GRAPH = {
  schemaVersion: 1,
  nodes: [
    node('input', 'input', 'Form', { mode: 'form', fields: [{ name: 'word', label: 'Word' }] }, 0),
    node(
      'shout',
      'code',
      'Shout',
      { code: 'return input.word.toUpperCase()', inputs: [{ name: 'word', kind: 'text' }] },
      340,
    ),
    node('said', 'template', 'Say it', { text: 'Said: {{value}}' }, 680),
    node('answer', 'answer', 'Answer', {}, 1020),
  ],
  edges: [
    edge('e1', ['input', 'word'], ['shout', 'word']),
    edge('e2', ['shout', 'result'], ['said', 'value']),
    edge('e3', ['said', 'text'], ['answer', 'text']),
  ],
}

/** Overlapping cards on the screen. */
async function overlaps(page: Page): Promise<string[]> {
  const cards = await page.locator('.react-flow__node').all()
  const boxes = await Promise.all(
    cards.map(async (card) => ({ card: await card.innerText(), box: await card.boundingBox() })),
  )
  return boxes.flatMap(({ card, box: a }, index) =>
    boxes.slice(index + 1).flatMap(({ card: other, box: b }) => {
      if (!a || !b) return [`${card} is not drawn`]
      const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
      return isApart ? [] : [`${card} covers ${other}`]
    }),
  )
}
