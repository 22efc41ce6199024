import type { WidgetLook } from '@/lib/contracts/widget'
import { fieldsOf } from './chat/fields-of'

/** What the page may change of the looks, each optional. */
export interface ThemeTokens {
  theme?: WidgetLook['theme']
  radius?: number
  font?: WidgetLook['font']
  /** #rrggbb */
  accent?: string
}

const THEMES = ['auto', 'light', 'dark'] as const
const FONTS = ['system', 'serif', 'rounded', 'mono'] as const

/** Tokens as they come from a page: whatever is not one of them is left out. */
export function readTokens(value: unknown): ThemeTokens {
  const given = fieldsOf(value)
  const theme = THEMES.find((name) => name === given.theme)
  const font = FONTS.find((name) => name === given.font)
  const radius = Number(given.radius)
  const accent = String(given.accent)
  return {
    ...(theme ? { theme } : {}),
    ...(font ? { font } : {}),
    ...(given.radius !== undefined && radius >= 0 && radius <= 28 ? { radius } : {}),
    ...(/^#[0-9a-f]{6}$/i.test(accent) ? { accent } : {}),
  }
}
