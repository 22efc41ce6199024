import type { WidgetSettings } from '@/lib/contracts/widget'

/** Props of each group of designer controls. */
export interface WidgetPart {
  widget: WidgetSettings
  errors: Readonly<Record<string, string>>
  onChange: (next: Partial<WidgetSettings>) => void
}
