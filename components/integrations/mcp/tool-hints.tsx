'use client'
import { Badge } from '@/components/ui/badge'
import { type MessageKey, t } from '@/lib/client/messages/t'
import type { McpAnnotations } from '@/lib/contracts/integrations/mcp-tool'

const HINTS: readonly {
  name: keyof McpAnnotations
  label: Extract<MessageKey, `mcpServers.hint-${string}`>
  isWarning?: true
}[] = [
  { name: 'readOnlyHint', label: 'mcpServers.hint-readOnly' },
  { name: 'destructiveHint', label: 'mcpServers.hint-destructive', isWarning: true },
  { name: 'idempotentHint', label: 'mcpServers.hint-idempotent' },
  { name: 'openWorldHint', label: 'mcpServers.hint-openWorld' },
]

/** The hints of the server about a tool. */
export function ToolHints({ annotations }: { annotations: McpAnnotations }) {
  return HINTS.filter(({ name }) => annotations[name] === true).map(({ name, label, isWarning }) => (
    <Badge key={name} tone={isWarning ? 'warning' : 'neutral'}>
      {t(label)}
    </Badge>
  ))
}
