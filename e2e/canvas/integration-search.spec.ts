import { expect, type Page } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

const QUERIES = [
  ['slack', 'slack', /^Slack$/],
  ['slak', 'slack', /^Slack$/],
  ['github', 'github', /^GitHub$/],
  ['sql', 'postgres', /^PostgreSQL$/],
  ['sheet', 'google-sheets', /^Google (?:Sheets|表格)$/],
  ['表格', 'google-sheets', /^Google (?:Sheets|表格)$/],
] as const

for (const locale of ['en', 'zh-CN'])
  test(`integrations are found and added with the keyboard alone (${locale})`, async ({ browser }) => {
    const page = await (await browser.newContext({ locale })).newPage()
    await setUp(page, studio)
    const { id } = await post(page.request, studio, '/api/studio/apps', { name: `Search ${locale}` })
    await page.goto(`${studio.url}/apps/${id}`)
    await expect(page.locator('html')).toHaveAttribute('lang', locale)
    await page.locator('.react-flow__pane').click({ position: { x: 300, y: 200 } })
    for (const [query, plugin, label] of QUERIES) {
      await page.keyboard.press('/')
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('combobox')).toBeFocused()
      await page.keyboard.type(query)
      const group = dialog.getByRole('group', { name: label })
      await expect(group).toBeVisible()
      await selectIn(page, label)
      await page.keyboard.press('Enter')
      await expect(dialog).toBeHidden()
      await expect.poll(() => newestAction(page, id)).toBe(plugin)
      await page.keyboard.press('Escape')
    }
    await page.context().close()
  })

/** Moves the selection down to the first action of a service. */
async function selectIn(page: Page, label: RegExp): Promise<void> {
  const selected = page.getByRole('group', { name: label }).locator('[role=option][data-selected=true]')
  for (let step = 0; step < 30 && (await selected.count()) === 0; step += 1) await page.keyboard.press('ArrowDown')
  await expect(selected).toHaveCount(1)
}

async function newestAction(page: Page, appId: string): Promise<string | undefined> {
  const { graph } = await (await page.request.get(`${studio.url}/api/studio/apps/${appId}`)).json()
  return graph.nodes.findLast(({ type }: { type: string }) => type === 'action')?.config.plugin
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`logos have a contrast of at least 3:1 (${colorScheme})`, async ({ browser }) => {
    const page = await (await browser.newContext({ colorScheme })).newPage()
    await setUp(page, studio)
    await page.goto(`${studio.url}/integrations`)
    const logos = page.locator('svg:has(use[href*="/logos/"])')
    await expect(logos.first()).toBeVisible()
    const contrasts = await logos.evaluateAll((found) =>
      found.map((logo) => {
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
        // Any CSS color, as the browser paints it.
        const paint = (color: string) => {
          if (!canvas) return [0, 0, 0, 0]
          canvas.clearRect(0, 0, 1, 1)
          canvas.fillStyle = color
          canvas.fillRect(0, 0, 1, 1)
          return [...canvas.getImageData(0, 0, 1, 1).data]
        }
        const luminance = ([r = 0, g = 0, b = 0]: number[]) => {
          const [red = 0, green = 0, blue = 0] = [r, g, b].map((value) => {
            const part = value / 255
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
          })
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue
        }
        let behind: Element | null = logo.parentElement
        while (behind && (paint(getComputedStyle(behind).backgroundColor)[3] ?? 0) < 255) behind = behind.parentElement
        const backgroundLuminance = luminance(paint(behind ? getComputedStyle(behind).backgroundColor : 'white'))
        const front = luminance(paint(getComputedStyle(logo).fill))
        return (Math.max(front, backgroundLuminance) + 0.05) / (Math.min(front, backgroundLuminance) + 0.05)
      }),
    )
    expect(contrasts.length).toBeGreaterThan(20)
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(3)
    await page.context().close()
  })
