import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Frame, type Page } from '@playwright/test'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
export const SCREENS = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
}
export type Screen = keyof typeof SCREENS
// Rules of ours do not read style sheets, which axe would otherwise collect.
const ALL = { resultTypes: ['violations'], preload: { assets: ['media'] } }
// axe results depend on the theme only for colors.
const COLOURS = { ...ALL, runOnly: ['color-contrast', 'link-in-text-block'] }
const THEMES = { light: ALL, dark: COLOURS } as const

interface Violation {
  id: string
  impact: string | null
  nodes: { html: string }[]
}

/** Serious and critical ones on a screen of this size, in both themes. */
export async function findProblems(page: Page, where: string, screen: Screen): Promise<string[]> {
  await page.setViewportSize(SCREENS[screen])
  // Waits for the content, so that placeholders are not checked. A navigation can end before its title arrives.
  await expect(page).toHaveTitle(/./)
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0)
  for (const frame of page.frames()) await loadAxe(frame)
  const found: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    const { violations } = await page.evaluate<{ violations: Violation[] }>(`axe.run(${JSON.stringify(THEMES[theme])})`)
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue
      found.push(...nodes.map(({ html }) => `${where} ${screen} ${theme} ${id}: ${html.slice(0, 160)}`))
    }
  }
  return found
}

/** Stays in the document while the user navigates. */
async function loadAxe(frame: Frame): Promise<void> {
  if (await frame.evaluate(() => 'axe' in window)) return
  await frame.evaluate(AXE)
  // Waits for color transitions after a theme change.
  await frame.addStyleTag({ content: '* { transition: none !important }' })
}
