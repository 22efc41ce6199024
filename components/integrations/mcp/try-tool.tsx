'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { TypedInput } from '@/components/ui/typed-input'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { callMcpTool } from '@/lib/contracts/integrations/mcp-servers'
import type { McpTool } from '@/lib/contracts/integrations/mcp-tool'
import { toolArguments, toolFields } from './tool-fields'

/** Calls a tool with values from a form. */
export function TryTool({ serverId, tool }: { serverId: string; tool: McpTool }) {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  // The error is shown in the form.
  const call = useContractMutation(callMcpTool, { onError: () => undefined })
  const fields = toolFields(tool.inputSchema)
  function submit(event: FormEvent) {
    event.preventDefault()
    const body = { name: tool.name, arguments: toolArguments(fields, texts) }
    call.mutate({ params: { mcpServerId: serverId }, body })
  }
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={t('mcpServers.tryTool', { tool: tool.name })}
      className="mt-1 flex flex-col gap-4 rounded-md border p-3"
    >
      {fields.map(({ name, description, type, options, isRequired }) => (
        <Field key={name} label={name} required={isRequired} {...(description === '' ? {} : { hint: description })}>
          {(control) => (
            <TypedInput
              control={control}
              type={type}
              options={options}
              rows={2}
              value={texts[name] ?? ''}
              onChange={(text) => setTexts({ ...texts, [name]: text })}
            />
          )}
        </Field>
      ))}
      <Button type="submit" size="sm" variant="primary" icon="play" busy={call.isPending} className="self-start">
        {t('mcpServers.call')}
      </Button>
      <FormError error={call.error} />
      {call.data && !call.isPending ? (
        <div role="status" className="flex flex-col gap-2">
          <p className={call.data.isError ? 'text-danger text-sm' : 'text-muted text-xs'}>
            {call.data.isError
              ? t('mcpServers.callFailed')
              : t('mcpServers.callTook', { milliseconds: call.data.milliseconds })}
          </p>
          <CodeBlock title={t('mcpServers.result')} code={call.data.text} wrap />
          {call.data.structured === null ? null : (
            <CodeBlock title={t('mcpServers.structured')} code={JSON.stringify(call.data.structured, null, 2)} />
          )}
        </div>
      ) : null}
    </form>
  )
}
