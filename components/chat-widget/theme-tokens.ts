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
  const values = fieldsOf(value)
  const theme = THEMES.find((name) => name === values.theme)
  const font = FONTS.find((name) => name === values.font)
  const radius = Number(values.radius)
  const accent = String(values.accent)
  return {
    ...(theme ? { theme } : {}),
    ...(font ? { font } : {}),
    ...(values.radius !== undefined && radius >= 0 && radius <= 28 ? { radius } : {}),
    ...(/^#[0-9a-f]{6}$/i.test(accent) ? { accent } : {}),
  }
}
