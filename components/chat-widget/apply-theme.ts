import type { WidgetLook } from '@/lib/contracts/widget'
import { inkOn, readableOn } from '@/lib/contracts/widget/accent'
import { readTokens, type ThemeTokens } from './theme-tokens'

const FONTS: Record<WidgetLook['font'], string> = {
  system: '',
  serif: 'ui-serif, Georgia, serif',
  rounded: 'ui-rounded, "Hiragino Maru Gothic ProN", system-ui',
  mono: 'ui-monospace, Menlo, Consolas, monospace',
}

/** Applies the theme; the variants of the accent color for text have a contrast above 4.5:1 on their background. */
export function applyTheme(tokens: ThemeTokens): void {
  const { accent, theme, radius, font } = readTokens(tokens)
  const { style, dataset } = document.documentElement
  if (theme) dataset.theme = theme
  if (radius !== undefined) style.setProperty('--radius', `${radius}px`)
  if (font) style.setProperty('font-family', FONTS[font])
  if (!accent) return
  style.setProperty('--accent', accent)
  style.setProperty('--accent-ink', inkOn(accent))
  style.setProperty('--accent-on-light', readableOn(accent, '#ffffff', 5.4))
  style.setProperty('--accent-on-dark', readableOn(accent, '#20201e', 5.4))
}
