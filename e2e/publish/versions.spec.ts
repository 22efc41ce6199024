import { expect, type Page } from '@playwright/test'
import { makeFormApp } from '../support/make-apps'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

interface Drawing {
  nodes: { id: string; label: string; config: Record<string, unknown> }[]
}

async function draftOf(page: Page, appId: string): Promise<{ graph: Drawing; revision: number }> {
  return (await page.request.get(`${studio.url}/api/studio/apps/${appId}`)).json()
}

/** Another text and note, as another tab would save them. */
async function changeDraft(page: Page, appId: string): Promise<void> {
  const { graph, revision } = await draftOf(page, appId)
  const nodes = graph.nodes.map((node) =>
    node.id === 't' ? { ...node, config: { text: 'Dear {{customer}}, please pay {{amount}} euros by Friday.' } } : node,
  )
  const note = { id: 'memo', type: 'note', version: 1, label: 'Memo', config: {}, position: { x: 0, y: 300 } }
  const saved = await page.request.put(`${studio.url}/api/studio/apps/${appId}/draft`, {
    data: { revision, graph: { ...graph, nodes: [...nodes, note] } },
    headers: { origin: studio.url },
  })
  expect(saved.status(), await saved.text()).toBe(200)
}

async function saveVersion(page: Page, note: string): Promise<void> {
  await page.getByRole('button', { name: 'Save version' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save version' })
  await dialog.getByLabel('Note').fill(note)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
}

const textOf = async (page: Page, appId: string) =>
  (await draftOf(page, appId)).graph.nodes.find(({ id }) => id === 't')?.config.text

test('versions are saved, compared change by change, restored, and exported to another workspace as a file', async ({
  page,
}) => {
  await setUp(page, studio)
  const appId = await makeFormApp(page, studio, 'Reminder')
  const list = page.getByRole('region', { name: 'Versions of this app' })

  await test.step('a version is saved from the canvas', async () => {
    await page.goto(`${studio.url}/apps/${appId}`)
    await page.getByRole('button', { name: 'Versions', exact: true }).click({ timeout: 60_000 })
    await saveVersion(page, 'As the bank wants it')
    await expect(list.getByText('As the bank wants it')).toBeVisible()
    await expect(list.getByText('First version')).toBeVisible()
  })

  await test.step('changes since then are drawn, listed, and stepped through by keys', async () => {
    await changeDraft(page, appId)
    await page.goto(`${studio.url}/apps/${appId}?versions=1..draft`)
    await expect(page.locator('[data-diff="added"]', { hasText: 'Memo' })).toContainText('Added')
    await expect(page.locator('[data-diff="changed"]')).toHaveCount(1)
    await page.keyboard.press('n')
    await page.keyboard.press('n')
    await expect(page.getByText('Change 2 of 2')).toBeVisible()
    const changes = page.getByRole('complementary', { name: 'Changes' })
    await expect(changes.locator('del', { hasText: 'you owe' })).toBeVisible()
    await expect(changes.locator('ins', { hasText: 'please pay' })).toBeVisible()
    await expect(page).toHaveURL(/change=t/)
  })

  await test.step('a second version describes its changes', async () => {
    await saveVersion(page, 'Friendlier')
    await expect(list.getByText('“Memo” added, Text of “t” changed')).toBeVisible()
  })

  await test.step('the first version becomes the draft, and undo restores the other', async () => {
    await list.getByRole('button', { name: 'More actions for version 1' }).click()
    await page.getByRole('menuitem', { name: 'Restore' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click()
    await expect(page.locator('.react-flow__node')).toHaveCount(3)
    await expect.poll(() => textOf(page, appId)).toContain('you owe')
    await page.getByRole('button', { name: /^Undo:/ }).click()
    await expect.poll(() => textOf(page, appId)).toContain('please pay')
  })

  await test.step('its file creates the same app again', async () => {
    const file = await page.request.get(`${studio.url}/api/studio/apps/${appId}/file`)
    expect(file.headers()['content-disposition']).toContain('reminder.patchbay.json')
    const buffer = await file.body()
    await page.goto(`${studio.url}/apps`)
    await page.getByRole('link', { name: 'Import' }).click()
    const chooser = page.getByLabel('Drop or choose files')
    await chooser.setInputFiles({
      name: 'broken.patchbay.json',
      mimeType: 'application/json',
      buffer: buffer.subarray(0, 90),
    })
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('cut off')
    await page.keyboard.press('Escape')
    await chooser.setInputFiles({ name: 'reminder.patchbay.json', mimeType: 'application/json', buffer })
    const dialog = page.getByRole('dialog', { name: 'Import an app' })
    await dialog.getByLabel('Name').fill('Reminder again')
    await dialog.getByRole('button', { name: 'Import' }).click()
    await page.waitForURL((url) => /\/apps\/[0-9a-f-]{36}/.test(url.pathname) && !url.pathname.includes(appId))
    const copy = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? ''
    const fileOfCopy = await page.request.get(`${studio.url}/api/studio/apps/${copy}/file`)
    expect((await fileOfCopy.text()).replace('Reminder again', 'Reminder')).toBe(buffer.toString())
  })
})
