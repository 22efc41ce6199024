import { expect, type Page } from '@playwright/test'
import { ANSWER, makeDocumentsApp, post, QUESTION } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'
import { tabTo } from '../support/tab-to'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('an app that answers from documents is built, run and fixed with the keyboard only', async ({ page }) => {
  await setUp(page, studio)
  await makeDocumentsApp(page, studio, 'Only for its documents')
  const graph = { schemaVersion: 1, nodes: [], edges: [] }
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'By keyboard', graph })
  await page.goto(`${studio.url}/apps/${id}`)
  await page.getByRole('region', { name: 'Canvas' }).waitFor()
  const keys = page.keyboard
  const row = (name: RegExp) => page.getByRole('treeitem', { name })

  await keys.press('o')
  await page.getByRole('region', { name: 'Outline' }).waitFor()
  await choose(page, 'a', 'Input')
  await expect(row(/^Input “Input”/)).toBeFocused()
  await choose(page, 'Shift+A', 'Retriever')
  await expect(row(/^Retriever.*connected from Input\.Message/)).toBeFocused()

  // Its settings: the knowledge base, and back.
  await keys.press('Enter')
  const base = page.getByRole('combobox', { name: 'Knowledge base' })
  await expect(base).toBeVisible()
  await tabTo(page, base)
  await keys.press('Enter')
  await page.getByRole('option', { name: /Kettles/ }).waitFor()
  await keys.press('Enter')
  await expect(base).toContainText('Kettles')
  // While the list closes, Escape would still belong to it.
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect(base).toBeFocused()
  await keys.press('Escape')
  await expect(row(/^Retriever/)).toBeFocused()

  await choose(page, 'Shift+A', 'Chat model')
  await expect(row(/^Chat model.*connected from Retriever\.Passages/)).toBeFocused()
  await keys.press('Home')
  await choose(page, 'c', 'Message')
  await search(page, 'Chat model: Prompt')
  await expect(page.getByText('Connected Input to Chat model: Prompt.')).toBeAttached()
  await keys.press('End')
  await expect(row(/^Chat model/)).toBeFocused()
  await choose(page, 'Shift+A', 'Answer')
  await expect(row(/^Answer.*connected from Chat model\.Answer/)).toBeFocused()

  await keys.press('r')
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused()
  await keys.type(QUESTION)
  await keys.press('Enter')
  await expect(page.getByText(/^Run completed\. Answer: /)).toContainText(ANSWER)

  // The same node is selected on the canvas; arrows follow edges, and a deleted node is restored.
  await keys.press('Escape')
  await expect(row(/^Answer/)).toBeFocused()
  await keys.press('o')
  const card = (label: string) => page.locator('.react-flow__node', { hasText: label })
  await expect(page.locator('.react-flow__node:focus')).toContainText('Answer')
  await keys.press('ArrowLeft')
  await expect(card('Chat model')).toBeFocused()
  await keys.press('ArrowRight')
  await expect(card('Chat model')).not.toBeFocused()
  await expect(page.locator('.react-flow__node:focus')).toContainText('Answer')
  await keys.press('Delete')
  await expect(page.getByText('“Answer” was deleted.')).toBeAttached()
  await expect(page.locator('.react-flow__node')).toHaveCount(3)
  await keys.press('Control+z')
  await expect(page.locator('.react-flow__node')).toHaveCount(4)

  // A key that follows an arrow before the focus has moved is for the next node.
  await card('Chat model').focus()
  await card('Chat model').evaluate((element) => {
    for (const key of ['ArrowRight', 'Delete'])
      element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  })
  await expect(page.locator('.react-flow__node')).toHaveCount(3)
  await expect(card('Chat model')).toBeVisible()
})

/** A key that opens a list, a few letters, Enter. */
async function choose(page: Page, key: string, name: string): Promise<void> {
  await page.keyboard.press(key)
  await search(page, name)
}

async function search(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type(name)
  await expect(page.getByRole('option', { selected: true })).toContainText(name)
  await page.keyboard.press('Enter')
}
