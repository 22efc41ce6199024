import { t } from '@/lib/client/messages/t'
import type { GraphIssue } from '@/lib/graph/issue'

/** Shows a severity by icon and color, never by color alone. */
export function severityLook(severity: GraphIssue['severity']) {
  if (severity === 'error') return { icon: 'alert-triangle', label: t('canvas.error'), tone: 'text-danger' } as const
  if (severity === 'warning')
    return { icon: 'alert-triangle', label: t('canvas.warning'), tone: 'text-warning' } as const
  return { icon: 'info', label: t('canvas.hint'), tone: 'text-muted' } as const
}
