'use client'
import type { ConnectedNode } from '@/components/node-form/node-form-context'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { approvalOf, withApproval } from './approval-exceptions'

/** Whether the agent asks a person before it calls a tool: its own setting, changed here. */
export function ToolApproval({ agent, tool }: { agent: ConnectedNode; tool: string }) {
  return (
    <Select
      className="w-28 shrink-0"
      aria-label={t('mcpServers.approvalOf', { tool })}
      value={approvalOf(agent.config, tool)}
      onValueChange={(ask) => agent.setConfig(withApproval(agent.config, tool, ask === 'never' ? 'never' : 'always'))}
      options={[
        { value: 'always', label: t('mcpServers.askFirst') },
        { value: 'never', label: t('mcpServers.allow') },
      ]}
    />
  )
}

/** Where approval is decided. */
export function ApprovalNote({ agents }: { agents: readonly ConnectedNode[] }) {
  const names = agents.map(({ label }) => `“${label}”`).join(', ')
  return (
    <div className="flex flex-col items-start gap-1 text-muted text-xs">
      <p>{agents.length === 0 ? t('mcpServers.approvalNoAgent') : t('mcpServers.approvalByAgent', { names })}</p>
      {agents.map(({ id, label, open }) => (
        <button key={id} type="button" className="text-accent underline" onClick={open}>
          {t('mcpServers.openAgent', { name: label })}
        </button>
      ))}
    </div>
  )
}
