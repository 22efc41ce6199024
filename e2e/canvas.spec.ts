import { expect, type Locator, type Page, test } from '@playwright/test'
import { post } from './support/make-documents-app'
import { setUp } from './support/set-up'
import { type StudioServer, startStudio } from './support/studio-server'

let studio: StudioServer

test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

test('a form app runs; a pinned output is reused until it is unpinned', async ({ page }) => {
  await openApp(page)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const dock = page.getByRole('region', { name: 'Run and problems' })
  await run(dock, 'hello', 'Said: HELLO')
  await nodeOf(page, 'Shout').click({ position: { x: 60, y: 12 } })
  await page.getByRole('tab', { name: 'Last run' }).click()
  await page.getByRole('button', { name: 'Pin these outputs' }).click()
  await run(dock, 'other', 'Said: HELLO')
  await expect(nodeOf(page, 'Shout').getByLabel('Its outputs are pinned')).toBeVisible()
  await page.getByRole('button', { name: 'Unpin' }).click()
  await run(dock, 'other', 'Said: OTHER')
})

test('a node is put into an edge by its plus, which is undone and redone', async ({ page }) => {
  await openApp(page)
  await zoomToFit(page)
  const edge = page.locator('.react-flow__edge').nth(1)
  const line = await edge.locator('.react-flow__edge-interaction').boundingBox()
  await page.mouse.move((line?.x ?? 0) + (line?.width ?? 0) / 2, (line?.y ?? 0) + (line?.height ?? 0) / 2)
  await edge.getByRole('button', { name: 'Insert a node here' }).click()
  await page.getByRole('combobox').fill('template')
  await page.getByRole('option', { name: /Template/ }).click()
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
  await expect(page.locator('.react-flow__edge')).toHaveCount(4)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.locator('.react-flow__node')).toHaveCount(4)
  await expect(page.locator('.react-flow__edge')).toHaveCount(3)
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
})

test('code is written with colours and line numbers, and its undo stays in the field', async ({ page }) => {
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

test('work that is done offline is saved when the server is back', async ({ page, context }) => {
  await openApp(page)
  await context.setOffline(true)
  await rename(page, 'Shout', 'Louder')
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
  await dock.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dock.locator('article').last().getByText(answer, { exact: true })).toBeVisible()
  await expect(dock.getByRole('button', { name: 'Stop' })).toHaveCount(0)
}

/** Waits until the drawing has come to rest. */
async function zoomToFit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Zoom to fit' }).click()
  const view = page.locator('.react-flow__viewport')
  let before = ''
  await expect
    .poll(
      async () => {
        const now = (await view.getAttribute('style')) ?? ''
        const isStill = now === before
        before = now
        return isStill
      },
      { intervals: [250] },
    )
    .toBe(true)
}

async function rename(page: Page, from: string, to: string): Promise<void> {
  await nodeOf(page, from).click({ position: { x: 60, y: 12 } })
  await page.getByRole('textbox', { name: 'Name of the node' }).fill(to)
}

interface Draft {
  nodes: { id: string; label: string; config: { code?: string } }[]
}

async function draftOf(page: Page): Promise<Draft> {
  const id = new URL(page.url()).pathname.split('/').at(-1)
  return (await (await page.request.get(`${studio.url}/api/studio/apps/${id}`)).json()).graph
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
