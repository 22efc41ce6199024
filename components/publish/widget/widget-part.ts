import type { WidgetSettings } from '@/lib/contracts/widget'

/** What each group of the designer's controls is given. */
export interface WidgetPart {
  widget: WidgetSettings
  errors: Readonly<Record<string, string>>
  onChange: (next: Partial<WidgetSettings>) => void
}
