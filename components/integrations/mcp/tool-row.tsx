'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { t } from '@/lib/client/messages/t'
import type { McpServerTool } from '@/lib/contracts/integrations/mcp-servers'
import type { JsonObject } from '@/lib/core/json'
import { ToolChange } from './tool-change'
import { ToolHints } from './tool-hints'
import { TryTool } from './try-tool'

export interface ToolRowProps {
  serverId: string
  item: McpServerTool
  busy: boolean
  onSelect: () => void
  onDeselect: () => void
}

export function ToolRow({ serverId, item, busy, onSelect, onDeselect }: ToolRowProps) {
  const { tool, status } = item
  const [isTrying, setTrying] = useState(false)
  return (
    <li>
      <Card className="p-4">
        <div className="flex items-start gap-3">
          <Checkbox
            className="mt-0.5"
            aria-label={t('mcpServers.selectTool', { tool: tool.name })}
            checked={status === 'unselected' ? false : status === 'selected' ? true : 'indeterminate'}
            disabled={busy}
            onCheckedChange={() => (status === 'unselected' ? onSelect() : onDeselect())}
          />
          <div className="min-w-0 flex-1">
            <h3 className="flex flex-wrap items-center gap-2">
              <span className="break-all font-mono font-semibold text-sm">{tool.name}</span>
              {tool.title === null ? null : <span className="text-muted text-sm">{tool.title}</span>}
              {status === 'selected' ? <Badge tone="success">{t('mcpServers.allowed')}</Badge> : null}
              {status === 'changed' || status === 'removed' ? (
                <Badge tone="warning">{t(`mcpServers.${status}`)}</Badge>
              ) : null}
              <ToolHints annotations={tool.annotations} />
            </h3>
            <p className="mt-0.5 break-words text-muted text-sm">{tool.description}</p>
            {status === 'selected' && tool.annotations.readOnlyHint === true ? (
              <p className="mt-1 text-muted text-xs">{t('mcpServers.readOnlyAsks')}</p>
            ) : null}
          </div>
          {status === 'unselected' ? (
            <Button
              size="sm"
              disabled={busy}
              onClick={onSelect}
              aria-label={t('mcpServers.selectTool', { tool: tool.name })}
            >
              {t('mcpServers.allow')}
            </Button>
          ) : null}
          {status === 'removed' ? null : (
            <Button
              size="sm"
              aria-label={t('mcpServers.tryTool', { tool: tool.name })}
              aria-expanded={isTrying}
              onClick={() => setTrying(!isTrying)}
            >
              {t('mcpServers.try')}
            </Button>
          )}
        </div>
        {status === 'changed' || status === 'removed' ? (
          <ToolChange item={item} busy={busy} onApprove={onSelect} onDeselect={onDeselect} />
        ) : null}
        <div className="mt-3 flex flex-col gap-2 pl-7">
          <Disclosure label={t('mcpServers.inputSchema')}>
            <CodeBlock code={print(tool.inputSchema)} />
          </Disclosure>
          {tool.outputSchema === null ? null : (
            <Disclosure label={t('mcpServers.outputSchema')}>
              <CodeBlock code={print(tool.outputSchema)} />
            </Disclosure>
          )}
          {isTrying ? <TryTool serverId={serverId} tool={tool} /> : null}
        </div>
      </Card>
    </li>
  )
}

const print = (schema: JsonObject): string => JSON.stringify(schema, null, 2)
