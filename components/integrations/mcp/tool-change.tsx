'use client'
import { Button } from '@/components/ui/button'
import { WordDiff } from '@/components/ui/word-diff'
import { t } from '@/lib/client/messages/t'
import type { McpServerTool } from '@/lib/contracts/integrations/mcp-servers'
import type { McpTool } from '@/lib/contracts/integrations/mcp-tool'

export interface ToolChangeProps {
  item: McpServerTool
  busy: boolean
  onApprove: () => void
  onDeselect: () => void
}

/** The difference between a withheld tool and its approved definition, and the decision about it. */
export function ToolChange({ item: { tool, status, approved }, busy, onApprove, onDeselect }: ToolChangeProps) {
  return (
    <div className="mt-3 ml-7 rounded-md bg-warning-soft p-3">
      <p className="text-sm text-warning">
        {t(status === 'changed' ? 'mcpServers.changedText' : 'mcpServers.removedText')}
      </p>
      {approved ? (
        <section
          aria-label={t('mcpServers.difference')}
          className="mt-2 max-h-80 overflow-auto whitespace-pre-wrap break-words rounded-md border bg-surface p-3 font-mono text-xs leading-5"
        >
          <WordDiff before={print(approved)} after={print(tool)} />
        </section>
      ) : null}
      <div className="mt-2 flex flex-wrap gap-2">
        {status === 'changed' ? (
          <Button size="sm" variant="primary" busy={busy} onClick={onApprove}>
            {t('mcpServers.approve')}
          </Button>
        ) : null}
        <Button size="sm" busy={busy} onClick={onDeselect}>
          {t('mcpServers.deselect')}
        </Button>
      </div>
    </div>
  )
}

/** The pinned parts of a definition as text. */
function print({ name, description, inputSchema, outputSchema, annotations }: McpTool): string {
  return `${description}\n\n${JSON.stringify({ name, inputSchema, outputSchema, annotations }, null, 2)}`
}
