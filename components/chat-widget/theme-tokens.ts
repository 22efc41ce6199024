import type { WidgetLook } from '@/lib/contracts/widget'
import { fieldsOf } from './chat/fields-of'

/** Theme tokens that the page may set, each optional. */
export interface ThemeTokens {
  theme?: WidgetLook['theme']
  radius?: number
  font?: WidgetLook['font']
  /** #rrggbb */
  accent?: string
}

const THEMES = ['auto', 'light', 'dark'] as const
const FONTS = ['system', 'serif', 'rounded', 'mono'] as const

/** Reads tokens from the page and ignores unknown ones. */
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
