import type { AriaLabelConfig } from '@xyflow/react'
import { t } from '@/lib/client/messages/t'

/** React Flow's screen reader labels in the page's language. */
export function ariaLabels(): Partial<AriaLabelConfig> {
  const keys = t('outline.nodeKeys')
  return {
    'node.a11yDescription.default': keys,
    'node.a11yDescription.keyboardDisabled': keys,
    'handle.ariaLabel': t('outline.port'),
  }
}
