import { expect, type Locator, type Page } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('a variable is declared, set by a step, read in the next turn, and new in the next conversation', async ({
  page,
}) => {
  await openApp(page)
  const settings = page.getByRole('complementary', { name: 'Node settings' })
  await nodeOf(page, 'Input').click({ position: { x: 60, y: 12 } })
  await settings.getByRole('button', { name: 'Add variable' }).click()
  await settings.getByRole('textbox', { name: 'Name', exact: true }).fill('notes')
  await choose(page, settings.getByRole('combobox', { name: 'Type' }), 'List')

  await nodeOf(page, 'Remember').click({ position: { x: 60, y: 12 } })
  await settings.getByRole('textbox', { name: 'Variable', exact: true }).fill('note')
  // A typing mistake is found before the run.
  await expect(page.getByText('“Remember” sets “note”, and the app has no such variable.').first()).toBeAttached()
  await settings.getByRole('textbox', { name: 'Variable', exact: true }).fill('notes')
  await choose(page, settings.getByRole('combobox', { name: 'Operation' }), 'Append')

  const dock = page.getByRole('region', { name: 'Run and problems' })
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await sendMessage(dock, 'milk', 'So far: ["milk"]')
  await sendMessage(dock, 'bread', 'So far: ["milk","bread"]')
  await page.getByRole('button', { name: 'New chat' }).click()
  await sendMessage(dock, 'eggs', 'So far: ["eggs"]')
})

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function sendMessage(dock: Locator, text: string, answer: string): Promise<void> {
  const message = dock.getByRole('textbox', { name: 'Message' })
  await message.fill(text)
  await message.press('Enter')
  await expect(dock.getByText(answer, { exact: true }).last()).toBeVisible()
  // Enter sends nothing before the end of the run.
  await expect(dock.getByRole('button', { name: 'Stop' })).toHaveCount(0)
}

const nodeOf = (page: Page, label: string) => page.locator('.react-flow__node').filter({ hasText: label })

const GRAPH = {
  schemaVersion: 1,
  nodes: [
    { id: 'in', type: 'input', label: 'Input', config: {}, position: { x: 0, y: 0 } },
    { id: 'set', type: 'set-variable', label: 'Remember', config: {}, position: { x: 320, y: 0 } },
    {
      id: 'say',
      type: 'template',
      label: 'Show',
      position: { x: 640, y: 0 },
      config: { text: 'So far: {{vars.notes}}' },
    },
    { id: 'out', type: 'answer', label: 'Answer', config: {}, position: { x: 960, y: 0 } },
  ].map((node) => ({ ...node, version: 1 })),
  edges: [
    ['in', 'message', 'set', 'value'],
    ['set', 'value', 'say', 'when'],
    ['say', 'text', 'out', 'text'],
  ].map(([from, port, to, input]) => ({
    id: `${from}-${to}`,
    from: { node: from, port },
    to: { node: to, port: input },
  })),
}

async function openApp(page: Page): Promise<void> {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Notes', graph: GRAPH })
  await page.goto(`${studio.url}/apps/${id}`)
  await expect(page.locator('.react-flow__node')).toHaveCount(4)
}
